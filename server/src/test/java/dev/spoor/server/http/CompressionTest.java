package dev.spoor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    @ParameterizedTest
    @CsvSource({
        "true,application/json,gzip",
        "true,application/json; charset=utf-8,gzip",
        "true,text/javascript,gzip",
        "true,text/event-stream,",
        "true,application/x-protobuf,",
        "false,application/json,",
    })
    void textForOthersIsCompressed(boolean remote, String type, String encoding) throws Exception {
        Predicate<java.net.InetAddress> isRemote = address -> remote;
        try (Server server = Server.builder()
                        .http(0)
                        .service(
                                "/",
                                (ctx, request) ->
                                        HttpResponse.of(HttpStatus.OK, MediaType.parse(type), "a".repeat(5000)))
                        .decorator(Compression.forClients(isRemote))
                        .build();
                HttpClient client = HttpClient.newHttpClient()) {
            server.start().join();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/"))
                    .header("Accept-Encoding", "gzip")
                    .build();

            var response = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("content-encoding").orElse(null))
                    .isEqualTo(encoding);
        }
    }
}
