package dev.spoor.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the script are those in the test's resources. */
class UiTest {
    private static final TestServer server = TestServer.start(new MemoryStore());

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/traces",
                "/traces/4bf92f3577b34da6a3ce929d0e0e4736",
                "/sessions/a%20b",
                "/sessions/v1.2"
            })
    void everyPageIsTheOnePage(String path) {
        HttpResponse<byte[]> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control").orElse("")).contains("no-cache");
        assertThat(response.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("A page for tests");
    }

    @Test
    void assetsWithAHashMayBeKeptForEver() {
        HttpResponse<byte[]> response = server.get("/assets/page-1a2b3c.js");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElse("")).contains("javascript");
        assertThat(response.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/favicon.png", "/api/v2/traces", "/v1/nothing"})
    void whatIsNoPageIsNotFound(String path) {
        HttpResponse<byte[]> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.tree(response).get("error_code").asText()).isEqualTo("ENDPOINT_NOT_FOUND");
    }
}
