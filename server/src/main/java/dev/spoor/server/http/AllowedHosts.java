package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers only requests that name this server by an address, a name without a dot, or a name that was allowed. A web page
 * of a stranger can make a browser reach this machine under a domain name of the stranger's own ("DNS rebinding"), and
 * would read every trace; it cannot make the browser leave that name out of the request.
 */
public final class AllowedHosts extends SimpleDecoratingHttpService {
    /** Top-level names that are never in the public DNS. */
    private static final List<String> LOCAL_SUFFIXES = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final List<String> allowed;

    private AllowedHosts(HttpService delegate, List<String> allowed) {
        super(delegate);
        this.allowed = allowed;
    }

    /** @param allowed further names; {@code *} for any */
    public static Function<? super HttpService, AllowedHosts> decorator(List<String> allowed) {
        List<String> lowerCase =
                allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return delegate -> new AllowedHosts(delegate, lowerCase);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        String host = host(request.headers().authority());
        if (isAllowed(host)) {
            return unwrap().serve(ctx, request);
        }
        request.abort();
        return ErrorAnswers.json(new ApiException(
                        HttpStatus.FORBIDDEN,
                        "PERMISSION_DENIED",
                        "this server does not answer to the name '" + host + "'; http.allowed_hosts can allow it",
                        0))
                .toHttpResponse();
    }

    private boolean isAllowed(String host) {
        return host.indexOf('.') < 0
                || NetUtil.isValidIpV4Address(host)
                || host.startsWith("[")
                || LOCAL_SUFFIXES.stream().anyMatch(host::endsWith)
                || allowed.contains(host)
                || allowed.contains("*");
    }

    /** Without the port, in lower case. */
    private static String host(@Nullable String authority) {
        if (authority == null) {
            return "";
        }
        int port = authority.lastIndexOf(':');
        String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        return host.toLowerCase(Locale.ROOT);
    }
}
