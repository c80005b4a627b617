package dev.spoor.server.live;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4737";

    private static final MemoryStore store = new MemoryStore();
    private static final TestServer server =
            TestServer.start(store, "live.max_viewers", "3", "live.heartbeat", "200ms", "live.history_bytes", "16KiB");

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A server notices late that a client has gone, and there are few places. */
    @BeforeEach
    void noneWatchesAndNothingIsThere() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!new String(server.get("/metrics").body(), StandardCharsets.UTF_8)
                .contains("spoor_live_viewers 0.0\n")) {
            assertThat(System.nanoTime()).as("views are still open").isLessThan(deadline);
            Thread.sleep(10);
        }
        store.clear();
    }

    private record Event(String id, String name, JsonNode data) {}

    /** A client of the feed that reads in the background. */
    private static final class View implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final int status;
        private final InputStream body;

        View(String query, @Nullable String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url("/api/v1/live" + query)));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            status = response.statusCode();
            body = response.body();
            if (status == 200) {
                Thread.ofVirtual().start(this::read);
            }
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                Map<String, String> fields = new HashMap<>();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty() && fields.containsKey("event")) {
                        events.add(new Event(
                                fields.get("id"),
                                fields.get("event"),
                                new ObjectMapper().readTree(fields.get("data"))));
                        fields.clear();
                    } else if (line.startsWith(":")) {
                        events.add(new Event("", "comment", new ObjectMapper().nullNode()));
                    } else if (line.contains(": ")) {
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
                    }
                }
            } catch (Exception e) {
                // the view was closed
            }
        }

        Event next(String name) throws InterruptedException {
            while (true) {
                Event event = events.poll(60, TimeUnit.SECONDS);
                assertThat(event).as("an event '%s' within a minute", name).isNotNull();
                if (event.name().equals(name)) {
                    return event;
                }
            }
        }

        @Override
        public void close() throws Exception {
            body.close();
            client.shutdownNow();
        }
    }

    private static void send(Span.Builder... spans) {
        assertThat(server.send(
                                "POST",
                                "/v1/traces",
                                request(spans).toByteArray(),
                                "Content-Type",
                                "application/x-protobuf")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatArrivesIsShown() throws Exception {
        try (View view = new View("", null)) {
            view.next("comment");
            send(span(TRACE, "00f067aa0ba902b7", "ask"));

            Event event = view.next("trace");

            assertThat(event.data().at("/trace/trace_id").asText()).isEqualTo(TRACE);
            assertThat(event.data().get("spans")).isEmpty();
        }
    }

    @Test
    void aViewOfATraceShowsItsSpansAndNoOther() throws Exception {
        try (View view = new View("?trace_id=" + TRACE, null)) {
            view.next("comment");
            send(span(OTHER, "00f067aa0ba902b8", "other"));
            send(span(TRACE, "00f067aa0ba902b7", "ask"));

            Event event = view.next("trace");

            assertThat(event.data().at("/spans/0/span_id").asText()).isEqualTo("00f067aa0ba902b7");
        }
    }

    @Test
    void deletedTracesAreTold() throws Exception {
        send(span(TRACE, "00f067aa0ba902b7", "ask"));
        try (View view = new View("", null)) {
            view.next("comment");
            server.send("DELETE", "/api/v1/traces/" + TRACE, new byte[0]);

            assertThat(view.next("removed").data().at("/trace_ids/0").asText()).isEqualTo(TRACE);
        }
    }

    @Test
    void aClientThatComesBackGetsWhatItMissed() throws Exception {
        String seen;
        try (View view = new View("", null)) {
            view.next("comment");
            send(span(TRACE, "00f067aa0ba902b7", "first"));
            seen = view.next("trace").id();
        }
        send(span(OTHER, "00f067aa0ba902b8", "missed"));

        try (View view = new View("", seen)) {
            assertThat(view.next("trace").data().at("/trace/name").asText()).isEqualTo("missed");
        }
    }

    /** What comes between an answer and the view is told too. */
    @Test
    void whoHasReadSomethingGoesOnFromThere() throws Exception {
        send(span(TRACE, "00f067aa0ba902b7", "first"));
        List<String> reads = List.of("/api/v1/traces", "/api/v1/traces/" + TRACE, "/api/v1/sessions/none");
        List<String> ids = reads.stream()
                .map(path ->
                        server.get(path).headers().firstValue("Spoor-Event-Id").orElseThrow())
                .toList();
        send(span(OTHER, "00f067aa0ba902b8", "second"));

        for (String id : ids) {
            try (View view = new View("?last_event_id=" + id, null)) {
                while (!view.next("trace").data().at("/trace/name").asText().equals("second")) {
                    // the first, if it had not been told when that was read
                }
            }
        }
    }

    @Test
    void aClientOfAnEarlierRunLoadsAnew() throws Exception {
        try (View view = new View("", "1234-5")) {
            assertThat(view.next("reset").data()).isEmpty();
        }
    }

    @Test
    void aClientThatMissedMoreThanIsRememberedLoadsAnew() throws Exception {
        String seen;
        try (View view = new View("", null)) {
            view.next("comment");
            send(span(TRACE, "00f067aa0ba902b7", "first"));
            seen = view.next("trace").id();
            // About 1 KB each, and 16 KiB are remembered.
            for (int i = 0; i < 40; i++) {
                send(span(String.format("%032x", i + 1), "00f067aa0ba902b8", "missed"));
            }
            String last = String.format("%032x", 40);
            while (!view.next("trace").data().at("/trace/trace_id").asText().equals(last)) {
                // the view shows them in order
            }
        }

        try (View view = new View("", seen)) {
            view.next("reset");
        }
    }

    @Test
    void aTraceThatChangesOftenIsSentSeldom() throws Exception {
        try (View view = new View("", null)) {
            view.next("comment");
            for (int i = 0; i < 300; i++) {
                send(span(TRACE, String.format("%016x", i + 1), i == 299 ? "last" : "step")
                        .addAttributes(text("n", "" + i)));
            }

            int events = 0;
            int spans = 0;
            while (spans < 300) {
                spans = view.next("trace").data().at("/trace/span_count").asInt();
                events++;
            }

            assertThat(events).isLessThan(300);
        }
    }

    @Test
    void viewersHaveALimit() throws Exception {
        try (View one = new View("", null);
                View two = new View("", null);
                View three = new View("", null);
                View four = new View("", null)) {
            assertThat(one.status).isEqualTo(200);
            assertThat(two.status).isEqualTo(200);
            assertThat(three.status).isEqualTo(200);
            assertThat(four.status).isEqualTo(429);
        }
    }
}
