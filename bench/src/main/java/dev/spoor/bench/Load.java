package dev.spoor.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Requests like those of agents: traces of 12 spans, five model calls whose history grows, four tools, a retrieval, an
 * embedding and the agent itself; some 2.8 KB a span, 60 spans a request. A pool of requests is made once; each one sent is
 * a copy with other trace ids, so that making load costs next to nothing. Safe for use by many threads.
 */
final class Load {
    static final int SPANS_PER_TRACE = 12;
    static final int TRACES_PER_REQUEST = 5;
    static final int SPANS_PER_REQUEST = SPANS_PER_TRACE * TRACES_PER_REQUEST;
    private static final int POOL = 600;
    private static final String[] MODELS = {"gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash"};
    private static final String[] TOOLS = {"search", "read_file", "run_query", "send_mail", "calendar"};

    private static final long APART_NANOS = 5_000_000_000L;
    /** So many times the pool is 24 hours. */
    private static final int ROUNDS = 29;

    private final byte[][] pool = new byte[POOL][];
    private final int[][] traceIdOffsets = new int[POOL][];
    private final Random random;
    private final English english;
    private int made;

    Load(long seed) {
        random = new Random(seed);
        english = new English(seed);
        for (int i = 0; i < POOL; i++) {
            pool[i] = request();
            traceIdOffsets[i] = offsets(pool[i]);
        }
    }

    /**
     * The n-th request; the same number gives the same bytes. Their traces began some five seconds apart, over the last 24
     * hours for a million spans, give or take a minute: traces arrive about when they end.
     */
    byte[] request(int n) {
        byte[] request = pool[n % POOL].clone();
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        int round = n / POOL;
        long later = round % ROUNDS * POOL * APART_NANOS;
        for (int at : traceIdOffsets[n % POOL]) {
            request[at] ^= (byte) round;
            request[at + 1] ^= (byte) (round >>> 8);
            request[at + 2] ^= (byte) (round >>> 16);
            int start = startOffset(request, at);
            bytes.putLong(start, bytes.getLong(start) + later);
            bytes.putLong(start + 9, bytes.getLong(start + 9) + later);
        }
        return request;
    }

    /** Where the span's start lies, some fields behind its trace id; its end follows. */
    private static int startOffset(byte[] request, int traceId) {
        for (int at = traceId + 26; at < traceId + 120; at++) {
            if (request[at] == 0x39 && request[at + 9] == 0x41) {
                return at + 1;
            }
        }
        throw new IllegalStateException("a span of the load has no times");
    }

    /** A word that no request has, but for {@link #rareRequest}. */
    static final String RARE_WORD = "Quetzalcoatlus";

    /** Five traces, of which one says {@link #RARE_WORD}; another in each call. */
    byte[] rareRequest() {
        TracesData.Builder data = TracesData.newBuilder();
        ScopeSpans.Builder spans = data.addResourceSpansBuilder().addScopeSpansBuilder();
        for (int i = 0; i < TRACES_PER_REQUEST; i++) {
            trace(spans);
        }
        spans.getSpansBuilder(0).addAttributes(text("note", english.sentences(200) + RARE_WORD + " is rare."));
        return data.build().toByteArray();
    }

    /** The most frequent word of the texts. */
    String commonWord() {
        return english.ranked(0);
    }

    /** Some letters from within a word that is neither frequent nor rare. */
    String fragment() {
        String word = english.ranked(6_000);
        return word.substring(1, Math.min(word.length() - 1, 6));
    }

    double bytesPerSpan() {
        long bytes = 0;
        for (byte[] request : pool) {
            bytes += request.length;
        }
        return bytes / (double) (POOL * SPANS_PER_REQUEST);
    }

    private byte[] request() {
        TracesData.Builder data = TracesData.newBuilder();
        var resourceSpans = data.addResourceSpansBuilder();
        resourceSpans.getResourceBuilder().addAttributes(text("service.name", "bench"));
        ScopeSpans.Builder spans = resourceSpans.addScopeSpansBuilder();
        spans.getScopeBuilder().setName("bench").setVersion("1");
        for (int i = 0; i < TRACES_PER_REQUEST; i++) {
            trace(spans);
        }
        return data.build().toByteArray();
    }

    private void trace(ScopeSpans.Builder spans) {
        ByteString traceId = id(16);
        ByteString rootId = id(8);
        long nanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - random.nextInt(60_000))
                - (long) (ROUNDS * POOL - made++ / TRACES_PER_REQUEST) * APART_NANOS;
        String session = "session-" + random.nextInt(20_000);
        String question = english.sentences(160);
        StringBuilder history = new StringBuilder(message("system", english.sentences(350)))
                .append(',')
                .append(message("user", question));
        long at = nanos;
        String answer = "";
        for (int step = 0; step < 5; step++) {
            answer = english.sentences(260 + random.nextInt(300));
            String model = MODELS[random.nextInt(MODELS.length)];
            at += chat(spans, traceId, rootId, at, model, "[" + history + "]", answer);
            history.append(',').append(message("assistant", answer));
            if (step < 4) {
                String tool = TOOLS[random.nextInt(TOOLS.length)];
                String result = english.sentences(900 + random.nextInt(900));
                at += tool(spans, traceId, rootId, at, tool, result);
                history.append(',').append(message("tool", result.substring(0, 300)));
            }
        }
        at += retrieval(spans, traceId, rootId, at, question);
        Span.Builder embedding = span(spans, traceId, rootId, "embeddings text-embedding-3-small", at, 60);
        embedding
                .addAttributes(text("gen_ai.operation.name", "embeddings"))
                .addAttributes(text("gen_ai.provider.name", "openai"))
                .addAttributes(text("gen_ai.request.model", "text-embedding-3-small"))
                .addAttributes(number("gen_ai.usage.input_tokens", 12 + random.nextInt(90)));
        Span.Builder root = spans.addSpansBuilder()
                .setTraceId(traceId)
                .setSpanId(rootId)
                .setName("invoke_agent researcher")
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(nanos)
                .setEndTimeUnixNano(at + 80_000_000L)
                .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
                .addAttributes(text("gen_ai.agent.name", "researcher"))
                .addAttributes(text("gen_ai.conversation.id", session))
                .addAttributes(text("user.id", "user-" + random.nextInt(500)))
                .addAttributes(text("spoor.trace.tag.team", "team-" + random.nextInt(40)))
                .addAttributes(text("gen_ai.input.messages", "[" + message("user", question) + "]"))
                .addAttributes(text("gen_ai.output.messages", "[" + message("assistant", answer) + "]"));
        if (random.nextInt(20) == 0) {
            root.getStatusBuilder().setCodeValue(2).setMessage("the tool did not answer");
        }
    }

    private long chat(
            ScopeSpans.Builder spans,
            ByteString traceId,
            ByteString parent,
            long at,
            String model,
            String input,
            String answer) {
        long millis = 400 + random.nextInt(4_000);
        span(spans, traceId, parent, "chat " + model, at, millis)
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(text("gen_ai.operation.name", "chat"))
                .addAttributes(text("gen_ai.provider.name", "openai"))
                .addAttributes(text("gen_ai.request.model", model))
                .addAttributes(text("gen_ai.response.model", model))
                .addAttributes(text("gen_ai.response.id", "resp_" + Long.toHexString(random.nextLong())))
                .addAttributes(number("gen_ai.usage.input_tokens", input.length() / 4))
                .addAttributes(number("gen_ai.usage.cache_read.input_tokens", input.length() / 8))
                .addAttributes(number("gen_ai.usage.output_tokens", answer.length() / 4))
                .addAttributes(text("gen_ai.input.messages", input))
                .addAttributes(text("gen_ai.output.messages", "[" + message("assistant", answer) + "]"));
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long tool(
            ScopeSpans.Builder spans, ByteString traceId, ByteString parent, long at, String tool, String result) {
        long millis = 20 + random.nextInt(900);
        span(spans, traceId, parent, "execute_tool " + tool, at, millis)
                .addAttributes(text("gen_ai.operation.name", "execute_tool"))
                .addAttributes(text("gen_ai.tool.name", tool))
                .addAttributes(text("gen_ai.tool.call.id", "call_" + Long.toHexString(random.nextLong())))
                .addAttributes(text("gen_ai.tool.call.arguments", "{\"query\":\"" + english.sentences(60) + "\"}"))
                .addAttributes(text("gen_ai.tool.call.result", "{\"text\":\"" + result + "\"}"));
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long retrieval(ScopeSpans.Builder spans, ByteString traceId, ByteString parent, long at, String question) {
        StringBuilder documents = new StringBuilder("[");
        for (int i = 0; i < 4; i++) {
            documents
                    .append(i == 0 ? "" : ",")
                    .append("{\"id\":\"doc-")
                    .append(random.nextInt(100_000))
                    .append("\",\"score\":0.")
                    .append(50 + random.nextInt(49))
                    .append(",\"content\":\"")
                    .append(english.sentences(1_400))
                    .append("\"}");
        }
        span(spans, traceId, parent, "retrieval handbook", at, 45)
                .addAttributes(text("gen_ai.operation.name", "retrieval"))
                .addAttributes(text("gen_ai.retrieval.query.text", question))
                .addAttributes(
                        text("gen_ai.retrieval.documents", documents.append(']').toString()));
        return TimeUnit.MILLISECONDS.toNanos(45);
    }

    private Span.Builder span(
            ScopeSpans.Builder spans, ByteString traceId, ByteString parent, String name, long at, long millis) {
        return spans.addSpansBuilder()
                .setTraceId(traceId)
                .setSpanId(id(8))
                .setParentSpanId(parent)
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(at)
                .setEndTimeUnixNano(at + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static String message(String role, String text) {
        return "{\"role\":\"" + role + "\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text + "\"}]}";
    }

    private ByteString id(int bytes) {
        ByteBuffer id = ByteBuffer.allocate(bytes);
        while (id.hasRemaining()) {
            id.putLong(random.nextLong() | 1);
        }
        return ByteString.copyFrom(id.flip());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    /** An attribute's key of 16 letters looks like a trace id otherwise. */
    private static boolean isText(byte[] request, int from) {
        for (int i = from; i < from + 16; i++) {
            if (request[i] < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Where the trace ids lie: a span begins with a field of 16 bytes and one of 8. */
    private static int[] offsets(byte[] request) {
        int[] found = new int[SPANS_PER_REQUEST];
        int count = 0;
        for (int i = 0; i + 28 < request.length; i++) {
            if (request[i] == 0x0a
                    && request[i + 1] == 16
                    && request[i + 18] == 0x12
                    && request[i + 19] == 8
                    && !isText(request, i + 2)) {
                if (count == found.length) {
                    throw new IllegalStateException("found more than " + count + " spans in a request");
                }
                found[count++] = i + 2;
                i += 27;
            }
        }
        if (count != SPANS_PER_REQUEST) {
            throw new IllegalStateException("found " + count + " spans in a request, not " + SPANS_PER_REQUEST);
        }
        return found;
    }
}
