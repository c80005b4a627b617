package dev.spoor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
    /** Answers 5000 bytes of the type that is asked for. */
    private static final HttpService LONG = (ctx, request) ->
            HttpResponse.of(HttpStatus.OK, MediaType.parse(ctx.queryParams().get("type", "")), "a".repeat(5000));

    private static final Server server = Server.builder()
            .http(0)
            .service("/remote", LONG.decorate(Compression.forClients(address -> true)))
            .service("/here", LONG.decorate(Compression.forRemoteClients()))
            .build();

    @BeforeAll
    static void start() {
        server.start().join();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "remote,application/json,gzip",
        "remote,application/json; charset=utf-8,gzip",
        "remote,text/javascript,gzip",
        "remote,text/event-stream,",
        "remote,application/x-protobuf,",
        "here,application/json,",
    })
    void textForOthersIsCompressed(String path, String type, String encoding) throws Exception {
        String query = "?type=" + URLEncoder.encode(type, StandardCharsets.UTF_8);
        URI address = URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/" + path + query);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("content-encoding").orElse(null))
                    .isEqualTo(encoding);
        }
    }
}
