package dev.spoor.server.ui;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import java.util.List;

/**
 * The UI. Files under {@code assets} have a hash in their names and may be kept for ever; every other address that a
 * browser asks for as a page is the one page of the application, which reads the address itself.
 */
public final class UiRoutes implements Routes {
    private static final String FOLDER = "dev/spoor/ui";

    /** Scripts and styles come from here alone; inline styles are what component libraries set on elements. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:;"
            + " media-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:;"
            + " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** What programs call; a page there would only hide a mistyped address. */
    private static final List<String> NOT_PAGES =
            List.of("/api/", "/v1/", "/projects/", "/ajax-api/", "/opentelemetry.");

    @Override
    public void addTo(ServerBuilder server, Services services) {
        ClassLoader loader = UiRoutes.class.getClassLoader();
        FileService hashed = FileService.builder(loader, FOLDER + "/assets")
                .cacheControl(ServerCacheControl.IMMUTABLE)
                .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .build();
        FileService plain = FileService.builder(loader, FOLDER)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .addHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .addHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                .build();
        HttpFile page = HttpFile.builder(loader, FOLDER + "/index.html")
                .cacheControl(ServerCacheControl.REVALIDATED)
                .contentType(MediaType.HTML_UTF_8)
                .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .addHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .addHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                .build();
        HttpService rest = plain.orElse(new OnlyPages(page.asService()));
        server.route()
                .pathPrefix("/assets")
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .build(hashed.orElse(UiRoutes::notFound));
        server.route().pathPrefix("/").methods(HttpMethod.GET, HttpMethod.HEAD).build(rest);
    }

    private static HttpResponse notFound(ServiceRequestContext ctx, HttpRequest request) {
        throw HttpStatusException.of(HttpStatus.NOT_FOUND);
    }

    /** Leaves addresses that are no pages not found. */
    private record OnlyPages(HttpService page) implements HttpService {
        @Override
        public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
            String path = ctx.path();
            // Files lie at the top; deeper down a dot belongs to an id, as of the session "v1.2".
            boolean isFile = path.indexOf('/', 1) < 0 && path.indexOf('.') >= 0;
            boolean isPage = !isFile && NOT_PAGES.stream().noneMatch(path::startsWith);
            if (isPage) {
                return page.serve(ctx, request);
            }
            return notFound(ctx, request);
        }
    }
}
