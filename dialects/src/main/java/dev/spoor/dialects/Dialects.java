package dev.spoor.dialects;

import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * All that is known of what SDKs emit: the meaning of a span, in short and in full. Pure, and safe for many threads; no
 * method throws for what a span holds.
 *
 * <pre>{@code
 * SpanSummary summary = Dialects.standard().summarise(span);
 * SpanContent content = Dialects.standard().read(span);
 * }</pre>
 *
 * <p>Which dialects a span speaks is seen by its own attributes' keys (of a few by its name), never by its scope or its batch, since one
 * request mixes them. Of several, each fills what those before it left open: first what an application said on purpose,
 * then what an SDK says in a format of its own, then OpenTelemetry's conventions, then what names alone suggest.
 */
public final class Dialects {
    /** Goes up whenever a span may be read differently than before. */
    private static final String VERSION = "3";

    /** Keys are few and come again; an attacker's endless new ones must not fill the memory. */
    private static final int MAX_REMEMBERED_KEYS = 8192;

    private static final Dialects STANDARD = new Dialects(List.of(
            // What an application says on purpose.
            new SpoorSdk(),
            new Mlflow(),
            new Langfuse(),
            // SDKs and frameworks with a format of their own.
            new OpenInference(),
            new VercelAi(),
            new Logfire(),
            new LangSmith(),
            new ClaudeCode(),
            new GeminiCli(),
            new GoogleAdk(),
            new Genkit(),
            new LiveKit(),
            new Strands(),
            new CrewAi(),
            new AutoGen(),
            new SpringAi(),
            new LangChain4j(),
            // What wraps or extends the GenAI conventions.
            new Laminar(),
            new Traceloop(),
            new OpenLit(),
            new Mcp(),
            new GenAi(),
            new LangGraph(),
            new Generic()));

    private final Dialect[] dialects;
    private final ContentKeys contentKeys;
    /** Those that a span's name can tell. */
    private final int[] named;
    /** Key to a bit for each dialect that it marks; bit i is dialect i. */
    private final ConcurrentHashMap<String, Long> marks = new ConcurrentHashMap<>();

    private final PartialReads partialReads = new PartialReads(System::nanoTime);

    private Dialects(List<Dialect> bestFirst) {
        if (bestFirst.size() > Long.SIZE) {
            throw new IllegalArgumentException("at most 64 dialects, not " + bestFirst.size());
        }
        dialects = bestFirst.toArray(Dialect[]::new);
        contentKeys = new ContentKeys(bestFirst);
        named = IntStream.range(0, dialects.length)
                .filter(i -> !dialects[i].namePrefix().isEmpty())
                .toArray();
    }

    /** All dialects, in the order in which they are believed. */
    public static Dialects standard() {
        return STANDARD;
    }

    /** Changes whenever the answers may. */
    public String version() {
        return VERSION;
    }

    /** The names of all dialects, in the order in which they are believed. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Dialect dialect : dialects) {
            names.add(dialect.name);
        }
        return names;
    }

    /** Whether an attribute of this key holds what went into its span, in whatever dialect. */
    public boolean isInput(String key) {
        return contentKeys.isInput(key);
    }

    /** Likewise what came out of it. */
    public boolean isOutput(String key) {
        return contentKeys.isOutput(key);
    }

    /** What lists and sums need of a span. */
    public SpanSummary summarise(Span span) {
        return summarise(span, true);
    }

    /** The same without previews, for which long texts are searched. Cheap: called for every span that arrives. */
    public SpanSummary summariseWithoutPreviews(Span span) {
        return summarise(span, false);
    }

    /**
     * The same as {@link #summarise(Span)}, together with what the SDK sent beside the span.
     *
     * @param logs log records; those of other spans are ignored
     */
    public SpanSummary summarise(Span span, List<LogRecord> logs) {
        List<LogRecord> own = GenAiLogs.of(span, logs);
        return own.isEmpty() ? summarise(span, true) : summarise(span, own, true);
    }

    /** Whether a log record says something of its span, and is not a plain line of the application's log. */
    public boolean isContent(LogRecord log) {
        return GenAiLogs.isContent(log);
    }

    /** What evaluators said of the span in its events. */
    public List<Assessment> assessments(Span span) {
        return guarded(() -> Evaluations.of(span), List.of());
    }

    /** What evaluators said in log records, of the spans or the traces that those name. */
    public List<Assessment> assessments(List<LogRecord> logs) {
        return guarded(() -> Evaluations.of(logs), List.of());
    }

    /** How often something of a span was not read since the process started, because a dialect failed; the log says where. */
    public long partialReads() {
        return partialReads.count();
    }

    private SpanSummary summarise(Span span, boolean previews) {
        return summarise(span, List.of(), previews);
    }

    private SpanSummary summarise(Span span, List<LogRecord> ownLogs, boolean previews) {
        SpanView view = new SpanView(span);
        Draft draft = new Draft(previews);
        long spoken = spoken(view);
        fill(view, draft, spoken);
        if (!ownLogs.isEmpty()) {
            guarded(() -> Summaries.preview(GenAiLogs.fill(ownLogs, draft), draft));
        }
        String name = spoken == 0 ? "none" : dialects[Long.numberOfTrailingZeros(spoken)].name;
        return Summaries.finish(name.equals(Generic.NAME) ? "none" : name, view, draft, previews);
    }

    /** All that a span says. */
    public SpanContent read(Span span) {
        return read(span, List.of());
    }

    /**
     * All that a span says, together with what its SDK sent beside it.
     *
     * @param logs the log records of the span; others are ignored
     */
    public SpanContent read(Span span, List<LogRecord> logs) {
        SpanView view = new SpanView(span);
        Draft draft = new Draft(true);
        long spoken = spoken(view);
        fill(view, draft, spoken);
        for (long rest = spoken; rest != 0; rest &= rest - 1) {
            Dialect dialect = dialects[Long.numberOfTrailingZeros(rest)];
            guarded(() -> {
                draft.fill(dialect.table.allEntries, view);
                Contents.parameters(dialect.table, view, draft);
                dialect.read(view, draft);
            });
        }
        guarded(() -> {
            GenAiEvents events = GenAiLogs.fill(GenAiLogs.of(span, logs), draft);
            if (!draft.has(Field.INPUT_MESSAGES)) {
                draft.input(events.input());
            }
            if (!draft.has(Field.OUTPUT_MESSAGES)) {
                draft.output(events.output());
            }
        });
        guarded(() -> Contents.complete(draft));
        return Contents.finish(draft);
    }

    private void fill(SpanView view, Draft draft, long spoken) {
        for (long rest = spoken; rest != 0; rest &= rest - 1) {
            Dialect dialect = dialects[Long.numberOfTrailingZeros(rest)];
            guarded(() -> fill(view, draft, dialect));
        }
        guarded(() -> Failure.fill(view, draft));
    }

    private static void fill(SpanView view, Draft draft, Dialect dialect) {
        boolean inputWasKnown = draft.has(Field.INPUT_TOKENS);
        draft.fill(draft.withContent ? dialect.table.summaryEntries : dialect.table.briefEntries, view);
        dialect.summarise(view, draft);
        if (dialect.inputExcludesCache(view) && !inputWasKnown) {
            Tokens.includeCache(draft);
        }
        if (draft.type == null) {
            draft.type = dialect.type(view);
        }
        for (String prefix : dialect.table.metadataPrefixes) {
            for (String key : view.attributes.keys()) {
                if (key.length() > prefix.length() && key.startsWith(prefix) && !dialect.table.names(key)) {
                    draft.metadata(key.substring(prefix.length()), view.value(key));
                }
            }
        }
    }

    /**
     * A dialect that stumbles over a value must not cost the span, nor its batch: what it found until then is kept.
     * A stack that overflows is a tree deeper than anyone reads.
     */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | StackOverflowError e) {
            partialReads.add(e);
        }
    }

    private <T> T guarded(Supplier<T> part, T otherwise) {
        try {
            return part.get();
        } catch (RuntimeException | StackOverflowError e) {
            partialReads.add(e);
            return otherwise;
        }
    }

    private long spoken(SpanView view) {
        long spoken = 0;
        for (String key : view.attributes.keys()) {
            Long known = marks.get(key);
            spoken |= known != null ? known : learn(key);
        }
        for (int index : named) {
            if (view.span.name().startsWith(dialects[index].namePrefix())) {
                spoken |= 1L << index;
            }
        }
        long confirmed = 0;
        for (long rest = spoken; rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest);
            if (dialects[index].speaks(view)) {
                confirmed |= 1L << index;
            }
        }
        // The last one takes what names alone suggest, of any span.
        return confirmed | 1L << (dialects.length - 1);
    }

    private long learn(String key) {
        long marked = 0;
        for (int i = 0; i < dialects.length; i++) {
            if (dialects[i].marks(key)) {
                marked |= 1L << i;
            }
        }
        if (marks.size() < MAX_REMEMBERED_KEYS) {
            marks.put(key, marked);
        }
        return marked;
    }
}
