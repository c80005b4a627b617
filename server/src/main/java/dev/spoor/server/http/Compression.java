package dev.spoor.server.http;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.encoding.EncodingService;
import java.net.InetAddress;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compresses answers for clients on other machines. On this machine the network is faster than any compression: packing
 * the spans of a large trace would take longer than making them.
 */
public final class Compression {
    /** Not event streams, whose events would wait for the compressor's buffer. */
    private static final Predicate<MediaType> TYPES = type -> type.isJson()
            || type.is(MediaType.create("text", "html"))
            || type.is(MediaType.create("text", "css"))
            || type.is(MediaType.create("image", "svg+xml"))
            || type.subtype().contains("javascript")
            || type.subtype().contains("yaml");

    private Compression() {}

    public static Function<? super HttpService, HttpService> forRemoteClients() {
        return forClients(address -> !address.isLoopbackAddress());
    }

    static Function<? super HttpService, HttpService> forClients(Predicate<InetAddress> which) {
        Function<? super HttpService, EncodingService> encoding =
                EncodingService.builder().encodableContentTypes(TYPES).newDecorator();
        return plain -> {
            HttpService encoded = encoding.apply(plain);
            return plain.decorate((delegate, ctx, request) ->
                    (which.test(ctx.clientAddress()) ? encoded : plain).serve(ctx, request));
        };
    }
}
