package dev.spoor.server.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The document that describes the API. */
public final class OpenApi {
    private static final MediaType YAML = MediaType.create("application", "yaml");

    private OpenApi() {}

    static void addTo(ServerBuilder server) {
        String document = document();
        server.route()
                .get(ApiRoutes.ROOT + "/openapi.yaml")
                .build((ctx, request) -> HttpResponse.of(HttpStatus.OK, YAML, document));
    }

    /** OpenAPI 3.1 in YAML. */
    public static String document() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not beside " + OpenApi.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
