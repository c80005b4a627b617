package dev.spoor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send one trace a request, as fast as they are answered, and remember what was acknowledged. */
final class Senders implements AutoCloseable {
    static final int SPANS = 20;
    private static final int PAYLOAD_BYTES = 2048;

    private final SpoorProcess server;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private Senders(SpoorProcess server) {
        this.server = server;
    }

    static Senders start(SpoorProcess server, int count) {
        Senders senders = new Senders(server);
        for (int i = 0; i < count; i++) {
            senders.threads.add(Thread.ofPlatform().start(senders::send));
        }
        return senders;
    }

    /** Sends so many traces one after the other, all of which are taken; their ids in that order. */
    static List<String> sendInTurn(SpoorProcess server, int count) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] id = new byte[16];
            ThreadLocalRandom.current().nextBytes(id);
            HttpResponse<byte[]> answer = server.send(trace(id));
            if (answer.statusCode() != 200) {
                throw new AssertionError(
                        answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            ids.add(HexFormat.of().formatHex(id));
        }
        return ids;
    }

    private void send() {
        while (running) {
            byte[] id = new byte[16];
            ThreadLocalRandom.current().nextBytes(id);
            try {
                int status = server.send(trace(id)).statusCode();
                if (status == 200) {
                    acknowledged.add(HexFormat.of().formatHex(id));
                    acknowledgements.incrementAndGet();
                } else {
                    refusals.incrementAndGet();
                }
            } catch (IOException e) {
                // The server was killed or stops: what is not acknowledged may be lost.
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One more trace, by itself. */
    static byte[] trace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return trace(id);
    }

    private static byte[] trace(byte[] id) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        byte[] payload = new byte[PAYLOAD_BYTES / 2];
        for (int i = 0; i < SPANS; i++) {
            ThreadLocalRandom.current().nextBytes(payload);
            Span.Builder span = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(spanId(i))
                    .setName("step " + i)
                    .setStartTimeUnixNano(1_795_219_523_369_000_000L + i)
                    .setEndTimeUnixNano(1_795_219_523_469_000_000L + i)
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("input.value")
                            .setValue(AnyValue.newBuilder()
                                    .setStringValue(HexFormat.of().formatHex(payload))));
            spans.addSpans(i == 0 ? span : span.setParentSpanId(spanId(0)));
        }
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
    }

    private static ByteString spanId(int number) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(Long.BYTES).putLong(number + 1L).flip());
    }

    int acknowledgements() {
        return acknowledgements.get();
    }

    int refusals() {
        return refusals.get();
    }

    /** The ids of all traces that were acknowledged; call it after the senders have ended. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Ends the senders and waits for them. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Every span of every given trace is there, once. */
    static void assertComplete(SpoorProcess server, List<String> traceIds) throws IOException, InterruptedException {
        for (String traceId : traceIds) {
            JsonNode trace = server.json("/api/v1/traces/" + traceId);
            Set<String> spanIds = new HashSet<>();
            trace.path("spans").forEach(span -> spanIds.add(span.path("span_id").asText()));
            if (trace.path("spans").size() != SPANS
                    || spanIds.size() != SPANS
                    || trace.path("span_count").asInt() != SPANS) {
                throw new AssertionError("trace " + traceId + " was acknowledged with " + SPANS + " spans, but has "
                        + trace.path("spans").size() + " spans with " + spanIds.size() + " ids");
            }
        }
    }
}
