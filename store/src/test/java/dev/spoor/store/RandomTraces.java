package dev.spoor.store;

import static dev.spoor.store.TestTraces.START;
import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.failed;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;

import dev.spoor.model.Assessment;
import dev.spoor.model.SpanId;
import dev.spoor.model.Value;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.FilterPrinter;
import dev.spoor.model.filter.FilterTrace;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Traces at random, as changes to send to a store and as the facts that filters ask for. */
final class RandomTraces {
    private final Random random;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, Facts> facts = new HashMap<>();

    RandomTraces(Random random, int count) {
        this.random = random;
        for (long n = 1; n <= count; n++) {
            add(n);
        }
    }

    List<Change> changes() {
        return changes;
    }

    Set<Long> matching(FilterEvaluator filter) {
        Set<Long> numbers = new TreeSet<>();
        facts.forEach((number, trace) -> {
            if (filter.test(trace)) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    /** Values by the printed name of their field. */
    private record Facts(Map<String, List<Value>> values, List<Map<String, List<Value>>> spans) implements FilterTrace {
        Facts() {
            this(new HashMap<>(), new ArrayList<>());
        }

        @Override
        public List<Value> values(FieldRef ref) {
            return values.getOrDefault(FilterPrinter.print(ref), List.of());
        }

        @Override
        public boolean anySpan(Predicate<? super FilterSpan> predicate) {
            return spans.stream()
                    .<FilterSpan>map(span -> ref -> span.getOrDefault(FilterPrinter.print(ref), List.of()))
                    .anyMatch(predicate);
        }
    }

    private static void put(Map<String, List<Value>> facts, String field, String text) {
        facts.computeIfAbsent(field, key -> new ArrayList<>()).add(Value.of(text));
    }

    private static void put(Map<String, List<Value>> facts, String field, long number) {
        facts.computeIfAbsent(field, key -> new ArrayList<>()).add(Value.of(number));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private void add(long n) {
        Facts trace = new Facts();
        facts.put(n, trace);
        String project = pick("0", "p2");
        put(trace.values, "project", project);
        put(trace.values, "trace.id", traceId(n).toString());
        boolean rooted = chance(80);
        Sums sums = new Sums();
        List<Span.Builder> spans = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int id = 1; id <= count; id++) {
            spans.add(addSpan(n, id, id > 1 ? 1 : rooted ? 0 : 99, trace, sums));
        }
        put(trace.values, "span_count", count);
        sums.put(trace.values, n, rooted);
        changes.add(received(project, n, spans.toArray(Span.Builder[]::new)));
        said(n, project, trace);
        judged(n, trace);
    }

    /** What a trace's spans add up to. */
    private static final class Sums {
        private String name = "";
        private String rootState = "OK";
        private long end;
        private long errors;
        private long input;
        private long output;
        private double cost = -1;

        void put(Map<String, List<Value>> facts, long n, boolean rooted) {
            long start = START + n * 1_000_000_000L + 10_000_000L;
            RandomTraces.put(facts, "name", name);
            RandomTraces.put(facts, "status", rooted ? rootState : "IN_PROGRESS");
            RandomTraces.put(facts, "time", start);
            RandomTraces.put(facts, "timestamp_ms", start / 1_000_000);
            if (end != 0) {
                RandomTraces.put(facts, "end", end);
                RandomTraces.put(facts, "end_time_ms", end / 1_000_000);
                RandomTraces.put(facts, "duration", end - start);
                RandomTraces.put(facts, "execution_time_ms", (end - start) / 1_000_000);
            }
            RandomTraces.put(facts, "error_count", errors);
            RandomTraces.put(facts, "tokens.input", input);
            RandomTraces.put(facts, "tokens.output", output);
            RandomTraces.put(facts, "tokens.total", input + output);
            if (cost >= 0) {
                facts.put("cost", List.of(Value.of(cost)));
            }
        }
    }

    private Span.Builder addSpan(long n, int id, long parent, Facts trace, Sums sums) {
        Map<String, List<Value>> facts = new HashMap<>();
        trace.spans.add(facts);
        List<String> content = new ArrayList<>();
        Span.Builder span = span(n, id, parent).setKindValue(1 + random.nextInt(3));
        String name = pick("answer", "chat", "look up", "Chat", "it's");
        span.setName(name);
        content.add(name);
        put(facts, "span.id", new SpanId(id).toString());
        if (parent != 0) {
            put(facts, "span.parent_id", new SpanId(parent).toString());
        }
        put(facts, "span.name", name);
        put(facts, "span.kind", List.of("INTERNAL", "SERVER", "CLIENT").get(span.getKindValue() - 1));
        put(facts, "span.time", span.getStartTimeUnixNano());
        if (chance(15)) {
            span.setEndTimeUnixNano(0);
        } else {
            span.setEndTimeUnixNano(span.getStartTimeUnixNano()
                    + List.of(2_000_000L, 5_000_000L, 4_000_000_000L).get(random.nextInt(3)));
            put(facts, "span.duration", span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
        }
        String status = pick("UNSET", "UNSET", "OK", "ERROR");
        if (status.equals("OK")) {
            span.getStatusBuilder().setCodeValue(1);
        } else if (status.equals("ERROR")) {
            span.setStatus(failed("no refund for chat"));
            put(facts, "span.error.message", "no refund for chat");
            content.add("no refund for chat");
            sums.errors++;
        }
        put(facts, "span.status", status);
        if (id == 1) {
            sums.name = name;
            sums.rootState = span.getEndTimeUnixNano() == 0 ? "IN_PROGRESS" : status.equals("ERROR") ? "ERROR" : "OK";
        }
        sums.end = Math.max(sums.end, span.getEndTimeUnixNano());
        boolean model = id > 1 && chance(50);
        String type = model ? "LLM" : pick("TOOL", "AGENT", "");
        put(facts, "span.type", type.isEmpty() ? "UNKNOWN" : type);
        if (!type.isEmpty()) {
            text(span, content, "type", type);
        }
        usage(span, model, facts, content, sums);
        shortNames(span, facts, content);
        attributes(span, facts, content);
        if (parent == 0) {
            ofRoot(span, trace.values, content);
        }
        if (chance(30) && id == 1) {
            String env = pick("prod", "dev", "7");
            text(span, content, "tag.env", env);
            put(trace.values, "tag.env", env);
            put(facts, "span.attributes.tag.env", env);
        }
        // What is empty has no text.
        content.stream().filter(text -> !text.isEmpty()).forEach(text -> {
            put(facts, "span.content", text);
            put(trace.values, "trace.text", text);
        });
        return span;
    }

    private static void text(Span.Builder span, List<String> content, String key, String value) {
        span.addAttributes(attribute(key, value));
        content.add(value);
    }

    private void usage(
            Span.Builder span, boolean model, Map<String, List<Value>> facts, List<String> content, Sums sums) {
        long input = model && chance(70) ? random.nextInt(4) * 50 : 0;
        long output = model && chance(70) ? random.nextInt(9) : 0;
        if (model) {
            span.addAttributes(attribute("in", input)).addAttributes(attribute("out", output));
            content.add(Long.toString(input));
            content.add(Long.toString(output));
            sums.input += input;
            sums.output += output;
        }
        put(facts, "span.tokens.input", input);
        put(facts, "span.tokens.output", output);
        put(facts, "span.tokens.total", input + output);
        if (model && chance(50)) {
            text(span, content, "usd", "0.25");
            facts.put("span.cost", List.of(Value.of(0.25)));
            sums.cost = Math.max(0, sums.cost) + 0.25;
        }
        if (model && chance(50)) {
            span.addAttributes(attribute("first_token_nanos", 2_000_000));
            content.add("2000000");
            put(facts, "span.time_to_first_token", 2_000_000);
        }
    }

    private void shortNames(Span.Builder span, Map<String, List<Value>> facts, List<String> content) {
        for (String[] each : new String[][] {
            {"model", "gpt-5", "claude"},
            {"provider", "openai", "acme"},
            {"agent", "helper", "chat"},
            {"tool", "search", "chat"},
            {"error.type", "NotFound", "ERROR"}
        }) {
            if (chance(35)) {
                String value = pick(each[1], each[2]);
                text(span, content, each[0], value);
                put(facts, "span." + each[0], value);
            }
        }
    }

    private void attributes(Span.Builder span, Map<String, List<Value>> facts, List<String> content) {
        if (chance(50)) {
            String region = pick("eu-west", "us", "prod", "7", "");
            text(span, content, "region", region);
            put(facts, "span.attributes.region", region);
        }
        if (chance(50)) {
            long number = random.nextInt(12);
            span.addAttributes(attribute("n", number));
            content.add(Long.toString(number));
            put(facts, "span.attributes.n", number);
        }
        if (chance(40)) {
            double ratio = random.nextInt(8) / 4.0;
            add(span, "ratio", AnyValue.newBuilder().setDoubleValue(ratio).build());
            content.add(ratio == Math.rint(ratio) ? Long.toString((long) ratio) : Double.toString(ratio));
            facts.put("span.attributes.ratio", List.of(Value.of(ratio)));
        }
        if (chance(40)) {
            boolean flag = random.nextBoolean();
            add(span, "flag", AnyValue.newBuilder().setBoolValue(flag).build());
            content.add(Boolean.toString(flag));
            facts.put("span.attributes.flag", List.of(Value.of(flag)));
        }
        if (chance(30)) {
            add(
                    span,
                    "list",
                    AnyValue.newBuilder()
                            .setArrayValue(ArrayValue.newBuilder()
                                    .addValues(AnyValue.newBuilder().setIntValue(1))
                                    .addValues(AnyValue.newBuilder().setStringValue("a")))
                            .build());
            content.add("[1,\"a\"]");
            facts.put("span.attributes.list", List.of(new Value.ListOf(List.of(Value.of(1L), Value.of("a")))));
        }
    }

    private static void add(Span.Builder span, String key, AnyValue value) {
        span.addAttributes(KeyValue.newBuilder().setKey(key).setValue(value));
    }

    private void ofRoot(Span.Builder span, Map<String, List<Value>> facts, List<String> content) {
        for (String[] each : new String[][] {
            {"session", "s1", "s2"},
            {"user", "ann", "answer"},
            {"environment", "prod", "dev"},
            {"release", "1.2", "7"},
            {"input", "Where is my refund?", "chat"},
            {"output", "On its way", "it's"}
        }) {
            if (chance(50)) {
                String value = pick(each[1], each[2]);
                text(span, content, each[0], value);
                put(facts, each[0], value);
            }
        }
    }

    private void said(long n, String project, Facts trace) {
        Map<String, String> metadata = new HashMap<>();
        if (chance(40)) {
            metadata.put("n", pick("10", "7", "x"));
            put(trace.values, "metadata.n", metadata.get("n"));
        }
        if (chance(30)) {
            metadata.put(StoredTrace.SOURCE_RUN, "run1");
            put(trace.values, "run_id", "run1");
        }
        if (chance(30)) {
            metadata.put(StoredTrace.LINKED_RUNS, "run2,run3");
            put(trace.values, "run_id", "run2");
            put(trace.values, "run_id", "run3");
        }
        Map<String, String> tags = new HashMap<>();
        if (chance(30)) {
            tags.put(StoredTrace.LINKED_PROMPTS, "[{\"name\": \"greet\", \"version\": \"2\"}]");
            put(trace.values, "prompt", "greet/2");
        }
        if (chance(40)) {
            tags.put("score", pick("7", "7.0", "0.25", "true"));
            put(trace.values, "tag.score", tags.get("score"));
        }
        String request = chance(40) ? pick("answer", "it's") : null;
        if (request != null) {
            put(trace.values, "client_request_id", request);
        }
        changes.add(new Change.TracePatched(
                traceId(n), project, null, request, null, null, null, null, null, tags, Set.of(), metadata));
    }

    private void judged(long n, Facts trace) {
        List<Value> values =
                List.of(Value.of(true), Value.of(false), Value.of("prod"), Value.of(7L), Value.of(0.5), Value.of("7"));
        for (int i = random.nextInt(4); i > 0; i--) {
            Assessment.Kind kind = chance(70)
                    ? Assessment.Kind.FEEDBACK
                    : chance(50) ? Assessment.Kind.EXPECTATION : Assessment.Kind.ISSUE;
            String name = pick("grade", "flag", "score");
            Value value = values.get(random.nextInt(values.size()));
            boolean valid = chance(80);
            changes.add(new Change.AssessmentPut(new Assessment(
                    "a-" + n + "-" + i,
                    traceId(n),
                    null,
                    name,
                    kind,
                    new Assessment.Source(Assessment.Source.Type.CODE, "test"),
                    value,
                    null,
                    null,
                    Map.of(),
                    1,
                    1,
                    null,
                    valid)));
            if (valid) {
                String field = switch (kind) {
                    case FEEDBACK -> "feedback." + name;
                    case EXPECTATION -> "expectation." + name;
                    case ISSUE -> "issue.id";
                };
                trace.values
                        .computeIfAbsent(field, key -> new ArrayList<>())
                        .add(kind == Assessment.Kind.ISSUE ? Value.of(name) : value);
            }
        }
    }
}
