package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.failed;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.Value;
import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.store.Change;
import dev.spoor.store.TestTraces;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes of every kind on a few traces, so that they meet: spans that come again, deletions, tags, judgements. Beside them
 * it keeps the plainest expectation: which spans, and which content of each, there are at the end.
 */
final class RandomChanges {
    private static final String[] WORDS =
            "the refund was sent to your bank on monday and should arrive within three days if not please write again"
                    .split(" ");

    private final Random random;
    private final int traces;
    /** By trace, by span: the text that its last copy was sent with. */
    final Map<Long, Map<Long, String>> expected = new TreeMap<>();

    final Map<Long, Map<String, String>> expectedAssessments = new TreeMap<>();

    RandomChanges(long seed, int traces) {
        this.random = new Random(seed);
        this.traces = traces;
    }

    List<Change> next() {
        List<Change> changes = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            changes.add(one());
        }
        return changes;
    }

    private Change one() {
        long trace = 1 + random.nextInt(traces);
        int kind = random.nextInt(100);
        if (kind < 60) {
            return spans(trace);
        } else if (kind < 66) {
            byte[] otlp = OtlpJson.logsToProtobuf(("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\""
                            + traceId(trace) + "\",\"body\":{\"stringValue\":\"" + text(20) + "\"}}]}]}]}")
                    .getBytes(StandardCharsets.UTF_8));
            return new Change.LogsReceived(1, new LogBlock(project(), traceId(trace), otlp, 1));
        } else if (kind < 76) {
            return Change.TracePatched.tags(
                    traceId(trace),
                    project(),
                    Map.of("t" + random.nextInt(3), text(3)),
                    Set.of("t" + random.nextInt(3)));
        } else if (kind < 82) {
            String id = "a" + random.nextInt(3);
            String rationale = text(6);
            expectedAssessments.computeIfAbsent(trace, t -> new HashMap<>()).put(id, rationale);
            return new Change.AssessmentPut(new Assessment(
                    id,
                    traceId(trace),
                    null,
                    "helpful",
                    Assessment.Kind.FEEDBACK,
                    new Assessment.Source(Assessment.Source.Type.HUMAN, "me"),
                    Value.of(true),
                    null,
                    rationale,
                    Map.of(),
                    1,
                    2,
                    null,
                    true));
        } else if (kind < 84) {
            String id = "a" + random.nextInt(3);
            expectedAssessments.computeIfAbsent(trace, t -> new HashMap<>()).remove(id);
            return new Change.AssessmentDeleted(traceId(trace), id);
        } else if (kind < 87) {
            return new Change.ProjectPut(new Project("1", "p " + text(2), random.nextBoolean(), Map.of(), 1, 2));
        } else if (kind < 90) {
            return new Change.RunPut(new Run(
                    "r" + random.nextInt(2), "0", text(2), null, Run.Status.RUNNING, 10, 0, false, Map.of(), Map.of()));
        }
        long other = 1 + random.nextInt(traces);
        for (long gone : List.of(trace, other)) {
            expected.remove(gone);
            expectedAssessments.remove(gone);
        }
        return new Change.TracesDeleted(List.of(traceId(trace), traceId(other)));
    }

    private Change spans(long trace) {
        List<Span.Builder> spans = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            long id = 1 + random.nextInt(6);
            String text = text(40 + random.nextInt(60));
            Span.Builder span = span(trace, id, id == 1 ? 0 : 1).addAttributes(attribute("text", text));
            // Few values, so that equal starts and ends meet, and fields that come and go.
            long start = TestTraces.START + trace * 1000;
            span.setStartTimeUnixNano(start + random.nextInt(3));
            span.setEndTimeUnixNano(random.nextInt(3) == 0 ? 0 : start + 5 + random.nextInt(3));
            for (String field :
                    List.of("session", "user", "input", "output", "environment", "release", "tag.x", "tag.y")) {
                if (random.nextInt(3) == 0) {
                    span.addAttributes(attribute(field, field + random.nextInt(3)));
                }
            }
            if (random.nextInt(3) == 0) {
                span.addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 1 + random.nextInt(9)));
            }
            if (random.nextInt(5) == 0) {
                span.setStatus(failed("broke " + random.nextInt(3)));
            }
            spans.add(span);
            expected.computeIfAbsent(trace, t -> new TreeMap<>()).put(id, text);
        }
        return received(project(), trace, spans.toArray(Span.Builder[]::new));
    }

    private String project() {
        return Integer.toString(random.nextInt(2));
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
