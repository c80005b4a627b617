package dev.spoor.server.api;

import static dev.spoor.server.Otlp.START;
import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.server.LocalStores;
import dev.spoor.server.TestServer;
import dev.spoor.store.TraceStore;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What tests of the API begin with that need the store that users have: a server on one, and traces of one span. */
abstract class StoreApiTest {
    static final ApiDescription description = new ApiDescription();

    final TraceStore store = LocalStores.temporary();
    final TestServer server = TestServer.start(store);

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    /** Sends the trace of that number, which is its id and, in nanoseconds, its place in time. */
    void send(int number, String name, KeyValue... attributes) {
        HttpResponse<byte[]> answer = server.send(
                "POST",
                "/v1/traces",
                request(span(String.format("%032x", number + 1), "00f067aa0ba902b1", name)
                                .setStartTimeUnixNano(START + number)
                                .addAllAttributes(List.of(attributes)))
                        .toByteArray(),
                "Content-Type",
                "application/x-protobuf");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
