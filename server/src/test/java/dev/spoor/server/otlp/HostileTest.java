package dev.spoor.server.otlp;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies meant to harm. After each, the server takes and shows a trace as before. */
class HostileTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PROTOBUF = "application/x-protobuf";

    private static final MemoryStore store = new MemoryStore();
    private static final TestServer server =
            TestServer.start(store, "http.request_timeout", "2m", "otlp.max_in_flight_bytes", "96MiB");

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    @AfterEach
    void theServerIsWell() {
        store.clear();
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();
        assertThat(post(body, "Content-Type", PROTOBUF).statusCode()).isEqualTo(200);
        assertThat(server.json("/api/v1/traces/" + TRACE).get("spans")).hasSize(1);
    }

    private static HttpResponse<byte[]> post(byte[] body, String... headers) {
        return server.send("POST", "/v1/traces", body, headers);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    @Test
    void mutatedBodiesAreNeverAFailureOfTheServer() {
        byte[] good = request(
                        span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("question", "why?")),
                        span(TRACE, "00f067aa0ba902b8", "answer")
                                .addEvents(Span.Event.newBuilder().setName("e")))
                .toByteArray();
        Random random = new Random(20261121);
        for (int i = 0; i < 1500; i++) {
            byte[] body = good.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                body = java.util.Arrays.copyOf(body, random.nextInt(body.length));
            }
            String type = random.nextInt(10) == 0 ? "application/json" : PROTOBUF;
            assertThat(post(body, "Content-Type", type).statusCode()).isIn(200, 400);
        }
    }

    @Test
    void mutatedJsonIsNeverAFailureOfTheServer() {
        byte[] good = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":{"kvlistValue":{"values":[]}}}]},
                "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","name":"n","kind":"SPAN_KIND_CLIENT",
                "startTimeUnixNano":"1795219523369000000","status":{"code":2},"attributes":[{"key":"b","value":
                {"arrayValue":{"values":[{"doubleValue":1e3},{"bytesValue":"AAA="}]}}}]}]}]}]}
                """.formatted(TRACE).getBytes(StandardCharsets.UTF_8);
        byte[] pieces = "{}[]\",:0-9eE.tfn\\u".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20261121);
        for (int i = 0; i < 1500; i++) {
            byte[] body = good.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                body[random.nextInt(body.length)] = pieces[random.nextInt(pieces.length)];
            }
            assertThat(post(body, "Content-Type", "application/json").statusCode())
                    .as(() -> new String(body, StandardCharsets.UTF_8))
                    .isIn(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "{\"resourceSpans\":[", "{\"arrayValue\":{\"values\":["})
    void deepJsonIsMalformed(String open) {
        byte[] body = open.repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(post(body, "Content-Type", "application/json").statusCode()).isEqualTo(400);
    }

    @Test
    void deepProtobufIsRefused() {
        ByteString value = ByteString.EMPTY;
        for (int i = 0; i < 5000; i++) {
            value = field(5, field(1, value));
        }
        ByteString attribute = field(1, ByteString.copyFromUtf8("k")).concat(field(2, value));
        byte[] span = span(TRACE, "00f067aa0ba902b7", "deep").build().toByteArray();
        ByteString deep = ByteString.copyFrom(span).concat(field(9, attribute));

        HttpResponse<byte[]> response =
                post(field(1, field(2, field(2, deep))).toByteArray(), "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("nests deeper than 64");
    }

    /** Three bytes of text each, some two hundred in memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceSpans\":[%s]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s]}]}]}",
                "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":{\"arrayValue\":{\"values\":[%s]}}}]}}]}"
            })
    void manyEmptyObjectsInJsonAreTooMuch(String frame) throws IOException {
        String json = frame.formatted("{},".repeat(10_000_000) + "{}");

        HttpResponse<byte[]> response = post(
                gzip(json.getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void manyEmptySpansAreRefusedOneByOne() throws IOException {
        ByteString spans = ByteString.copyFrom(new byte[] {18, 0}).concat(ByteString.EMPTY);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000_000; i++) {
            spans.writeTo(many);
        }
        byte[] body =
                field(1, field(2, ByteString.copyFrom(many.toByteArray()))).toByteArray();

        HttpResponse<byte[]> response = post(gzip(body), "Content-Type", PROTOBUF, "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("5000000 × trace_id must have 16 bytes");
    }

    /** Fields that come in turns, so that what belongs to the head lies in millions of pieces. */
    @Test
    void aResourceInManyPiecesIsReadInOneGo() throws IOException {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < 4_000_000; i++) {
            pieces.write(new byte[] {26, 0, 18, 0});
        }
        byte[] body = field(1, ByteString.copyFrom(pieces.toByteArray())).toByteArray();

        assertThat(post(gzip(body), "Content-Type", PROTOBUF, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Every trace would get a copy of the resource. */
    @Test
    void aLargeResourceOverManyTracesIsMalformed() throws IOException {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 1; i <= 20_000; i++) {
            scope.addSpans(span(String.format("%032x", i), "00f067aa0ba902b7", "n"));
        }
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("large", "x".repeat(1 << 20))))
                        .addScopeSpans(scope))
                .build()
                .toByteArray();

        HttpResponse<byte[]> response = post(gzip(body), "Content-Type", PROTOBUF, "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("repeated for each of its traces");
    }

    @Test
    void manyEmptyLogRecordsAreMalformed() throws IOException {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        for (int i = 0; i < 1_100_000; i++) {
            scope.addLogRecords(LogRecord.getDefaultInstance());
        }
        byte[] body = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
                .build()
                .toByteArray();

        HttpResponse<byte[]> response =
                server.send("POST", "/v1/logs", gzip(body), "Content-Type", PROTOBUF, "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("more than 1000000 values");
    }

    @Test
    void manyLargeRequestsAtOnceAreBoundedTogether() throws Exception {
        byte[] bomb =
                gzip(request(span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("large", "x".repeat(30 << 20))))
                        .toByteArray());
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            calls.add(() -> post(bomb, "Content-Type", PROTOBUF, "Content-Encoding", "gzip")
                    .statusCode());
        }
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> call : clients.invokeAll(calls)) {
                answers.add(call.get());
            }
            assertThat(answers).allMatch(status -> status == 200 || status == 429);
        }
    }

    @Test
    void aBodyThatNeverComesIsGivenUp() throws IOException {
        try (TestServer impatient = TestServer.start(new MemoryStore(), "http.request_timeout", "500ms");
                Socket socket = new Socket("127.0.0.1", impatient.server().port())) {
            socket.setSoTimeout(60_000);
            String head = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + PROTOBUF
                    + "\r\nContent-Length: 1000\r\n\r\nabc";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 503");
        }
    }

    @Test
    void aLengthThatIsOnlyAnnouncedTakesNoMemory() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Socket> sockets = new ArrayList<>();
        long before = threads.getTotalThreadAllocatedBytes();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket("127.0.0.1", server.server().port());
                sockets.add(socket);
                String head = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + PROTOBUF
                        + "\r\nContent-Length: " + (30 << 20) + "\r\n\r\nabc";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            }
            // The server still takes what is whole, and meanwhile what was announced has been read.
            byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();
            for (int i = 0; i < 20; i++) {
                assertThat(post(body, "Content-Type", PROTOBUF).statusCode()).isEqualTo(200);
            }
            assertThat(threads.getTotalThreadAllocatedBytes() - before).isLessThan(300L << 20);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "GET\r\n\r\n",
                "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                "POST /v1/traces HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\ngarbage that is no frame at all"
            })
    void whatIsNotHttpIsClosed(String garbage) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.server().port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("Exception", "at io.netty");
        }
    }

    private static ByteString field(int number, ByteString content) {
        ByteString.Output out = ByteString.newOutput();
        try {
            var coded = com.google.protobuf.CodedOutputStream.newInstance(out);
            coded.writeBytes(number, content);
            coded.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteString();
    }
}
