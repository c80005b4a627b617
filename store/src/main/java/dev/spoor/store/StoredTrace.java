package dev.spoor.store;

import dev.spoor.model.Assessment;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.Value;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.FilterTrace;
import dev.spoor.model.text.ReadableText;
import dev.spoor.otlp.OtlpSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trace of a store as filters ask of it: what the summary does not say is read when it is asked for, and kept. For one
 * thread.
 */
public final class StoredTrace implements FilterTrace {
    /** Traces and runs that a client linked, ids with commas between; MLflow's own key names the run of its making. */
    public static final String LINKED_RUNS = "spoor.linked_runs";

    public static final String SOURCE_RUN = "mlflow.sourceRun";

    /** MLflow's tag for the prompts of a trace: a JSON list of objects with name and version. */
    public static final String LINKED_PROMPTS = "mlflow.linkedPrompts";

    private final Source source;
    private final TraceSummary summary;
    private @Nullable List<SpanRow> rows;
    private @Nullable Map<SpanId, Span> spans;
    private @Nullable List<Assessment> assessments;

    /** Where the rest of a trace comes from. */
    public interface Source {
        List<SpanRow> rows(TraceSummary trace);

        /** With everything they were sent with. */
        List<Span> spans(TraceSummary trace);

        List<Assessment> assessments(TraceSummary trace);
    }

    public StoredTrace(Source source, TraceSummary summary) {
        this.source = source;
        this.summary = summary;
    }

    public StoredTrace(TraceStore store, TraceSummary summary) {
        this(new FromStore(store), summary);
    }

    private record FromStore(TraceStore store) implements Source {
        @Override
        public List<SpanRow> rows(TraceSummary trace) {
            List<SpanRow> rows = new ArrayList<>();
            store.forEachSpan(trace.traceId(), rows::add);
            return rows;
        }

        @Override
        public List<Span> spans(TraceSummary trace) {
            List<Span> spans = new ArrayList<>();
            store.exportOtlp(trace.traceId(), otlp -> spans.addAll(OtlpSpans.read(otlp)));
            return spans;
        }

        @Override
        public List<Assessment> assessments(TraceSummary trace) {
            return store.assessments(trace.traceId());
        }
    }

    @Override
    public List<Value> values(FieldRef ref) {
        TraceSummary t = summary;
        return switch (ref.field()) {
            case TRACE_ID -> text(t.traceId().toString());
            case CLIENT_REQUEST_ID -> text(t.clientRequestId());
            case PROJECT -> text(t.projectId());
            case NAME -> text(t.name());
            case STATUS -> text(t.state().name());
            case TIME -> number(t.startEpochNanos());
            case END_TIME -> ended(t.endEpochNanos());
            case DURATION -> ended(t.endEpochNanos(), t.durationNanos());
            case TIMESTAMP_MS -> number(t.startEpochNanos() / 1_000_000);
            case END_TIME_MS -> ended(t.endEpochNanos(), t.endEpochNanos() / 1_000_000);
            case EXECUTION_TIME_MS -> ended(t.endEpochNanos(), t.durationNanos() / 1_000_000);
            case SESSION -> text(t.session());
            case USER -> text(t.user());
            case ENVIRONMENT -> text(t.environment());
            case RELEASE -> text(t.release());
            case SERVICE -> text(t.serviceName());
            case RUN_ID -> runs(t.metadata());
            case PROMPT -> prompts(t.tags().get(LINKED_PROMPTS));
            case SPAN_COUNT -> number(t.spanCount());
            case ERROR_COUNT -> number(t.errorCount());
            case TOKENS_TOTAL -> number(t.usage().total());
            case TOKENS_INPUT -> number(t.usage().totalInput());
            case TOKENS_OUTPUT -> number(t.usage().totalOutput());
            case COST ->
                t.costUsd() == null ? List.of() : List.of(Value.of(t.costUsd().doubleValue()));
            case INPUT -> text(t.inputPreview());
            case OUTPUT -> text(t.outputPreview());
            case TEXT_CONTENT -> content();
            case TAG -> text(t.tags().get(ref.key()));
            case METADATA -> text(t.metadata().get(ref.key()));
            case FEEDBACK -> judgements(Assessment.Kind.FEEDBACK, ref.key());
            case EXPECTATION -> judgements(Assessment.Kind.EXPECTATION, ref.key());
            case ISSUE ->
                valid(Assessment.Kind.ISSUE)
                        .map(issue -> (Value) Value.of(issue.name()))
                        .toList();
            default -> throw new IllegalArgumentException(ref.field() + " is of a span");
        };
    }

    @Override
    public boolean anySpan(Predicate<? super FilterSpan> predicate) {
        for (SpanRow row : rows()) {
            if (predicate.test((FilterSpan) ref -> spanValues(row, ref))) {
                return true;
            }
        }
        return false;
    }

    private List<Value> spanValues(SpanRow s, FieldRef ref) {
        return switch (ref.field()) {
            case SPAN_ID -> text(s.spanId().toString());
            case SPAN_PARENT_ID ->
                text(s.parentSpanId() == null ? null : s.parentSpanId().toString());
            case SPAN_NAME -> text(s.name());
            case SPAN_TYPE -> text(s.type().name());
            case SPAN_KIND -> text(s.kind().name());
            case SPAN_STATUS -> text(s.status().name());
            case SPAN_TIME -> number(s.startEpochNanos());
            case SPAN_DURATION -> ended(s.endEpochNanos(), s.endEpochNanos() - s.startEpochNanos());
            case SPAN_TIME_TO_FIRST_TOKEN -> ended(s.timeToFirstTokenNanos());
            case SPAN_MODEL -> text(s.model());
            case SPAN_PROVIDER -> text(s.provider());
            case SPAN_AGENT -> text(s.agentName());
            case SPAN_TOOL -> text(s.toolName());
            case SPAN_ERROR_TYPE -> text(s.errorType());
            case SPAN_ERROR_MESSAGE -> text(s.errorMessage());
            case SPAN_TOKENS_TOTAL -> number(s.usage().total());
            case SPAN_TOKENS_INPUT -> number(s.usage().totalInput());
            case SPAN_TOKENS_OUTPUT -> number(s.usage().totalOutput());
            case SPAN_COST -> {
                var usd = s.cost().usd();
                yield usd == null ? List.of() : List.of(Value.of(usd.doubleValue()));
            }
            case SPAN_ATTRIBUTE -> {
                Span span = spans().get(s.spanId());
                Value value = span == null ? null : span.attributes().get(ref.key());
                yield value == null ? List.of() : List.of(value);
            }
            case SPAN_CONTENT -> {
                Span span = spans().get(s.spanId());
                yield span == null ? List.of() : content(span);
            }
            default -> throw new IllegalArgumentException(ref.field() + " is of the trace");
        };
    }

    private List<SpanRow> rows() {
        List<SpanRow> known = rows;
        if (known == null) {
            known = source.rows(summary);
            rows = known;
        }
        return known;
    }

    private Map<SpanId, Span> spans() {
        Map<SpanId, Span> known = spans;
        if (known == null) {
            Map<SpanId, Span> read = new HashMap<>();
            source.spans(summary).forEach(span -> read.put(span.spanId(), span));
            known = read;
            spans = known;
        }
        return known;
    }

    private List<Value> judgements(Assessment.Kind kind, String name) {
        return valid(kind)
                .filter(judgement -> judgement.name().equals(name))
                .map(Assessment::value)
                .toList();
    }

    private Stream<Assessment> valid(Assessment.Kind kind) {
        List<Assessment> known = assessments;
        if (known == null) {
            known = source.assessments(summary);
            assessments = known;
        }
        return known.stream().filter(judgement -> judgement.valid() && judgement.kind() == kind);
    }

    private List<Value> content() {
        List<Value> texts = new ArrayList<>();
        spans().values().forEach(span -> texts.addAll(content(span)));
        return texts;
    }

    /** Everything that a span was sent with, a text for each value, as it reads. */
    private static List<Value> content(Span span) {
        List<Value> texts = new ArrayList<>();
        SearchedTexts.of(span, (place, sent) -> texts.add(Value.of(ReadableText.of(sent))));
        return texts;
    }

    private static List<Value> runs(Map<String, String> metadata) {
        List<Value> runs = new ArrayList<>(text(metadata.get(SOURCE_RUN)));
        String linked = metadata.get(LINKED_RUNS);
        if (linked != null) {
            for (String run : linked.split(",")) {
                runs.addAll(text(run));
            }
        }
        return runs;
    }

    /** {@code [{"name": "greeting", "version": "2"}]} as {@code greeting/2}. */
    private static List<Value> prompts(@Nullable String json) {
        return json == null
                ? List.of()
                : LinkedPrompts.of(json).stream().<Value>map(Value::of).toList();
    }

    private static List<Value> text(@Nullable String text) {
        return text == null ? List.of() : List.of(Value.of(text));
    }

    private static List<Value> number(long number) {
        return List.of(Value.of(number));
    }

    /** The time, unless it is 0 for what has not happened yet. */
    private static List<Value> ended(long epochNanos) {
        return ended(epochNanos, epochNanos);
    }

    private static List<Value> ended(long endEpochNanos, long number) {
        return endEpochNanos == 0 ? List.of() : number(number);
    }
}
