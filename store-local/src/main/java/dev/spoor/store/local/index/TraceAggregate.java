package dev.spoor.store.local.index;

import dev.spoor.model.Cost;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.store.Change;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code traces} while it is being changed. What the spans sum up to ({@link Numbers}) can be counted anew from
 * their rows; what they {@link Seen say} and what people {@link Said say} of the trace is kept beside it. Only the index's
 * writer touches it.
 */
final class TraceAggregate {
    final TraceId traceId;
    String projectId;
    long firstBlock;
    long lastBlock;
    Numbers numbers = new Numbers();
    Seen seen = new Seen();
    Said said = new Said();
    Map<String, String> tags = new HashMap<>();
    Map<String, String> metadata = new HashMap<>();
    /** Whether a row of it is in the table. */
    boolean stored;

    /** Rows of this flush, not yet in the table. */
    final List<PendingSpan> pending = new ArrayList<>();

    TraceAggregate(TraceId traceId, String projectId, long block) {
        this.traceId = traceId;
        this.projectId = projectId;
        this.firstBlock = block;
        this.lastBlock = block;
    }

    /** A span's row, and whether its usage still counts. */
    static final class PendingSpan {
        final long block;
        final SpanRow row;
        boolean counts;

        PendingSpan(long block, SpanRow row) {
            this.block = block;
            this.row = row;
        }
    }

    /** Sums over the spans. */
    static final class Numbers {
        final SpanIds ids = new SpanIds();
        final UsageSums usage = new UsageSums();
        final TreeSet<String> models = new TreeSet<>();
        long start = Long.MAX_VALUE;
        long end;
        int errors;
        long root;
        long rootStart = Long.MAX_VALUE;

        @Nullable
        String rootName;

        @Nullable
        TraceState rootState;

        @Nullable
        String firstName;

        final Failures failures = new Failures();

        /** Adds a span that was not there; false, and nothing is done, when it was. */
        boolean add(SpanRow row) {
            long id = row.spanId().value();
            if (!ids.put(id, row.parentSpanId() == null ? 0 : row.parentSpanId().value())) {
                return false;
            }
            if (row.startEpochNanos() < start) {
                start = row.startEpochNanos();
                firstName = row.name();
            }
            end = Math.max(end, row.endEpochNanos());
            if (row.status() == SpanStatus.Code.ERROR) {
                errors++;
                failures.add(id, row.startEpochNanos(), row.errorMessage());
            }
            if (row.parentSpanId() == null && row.startEpochNanos() < rootStart) {
                rootStart = row.startEpochNanos();
                root = id;
                rootName = row.name();
                rootState = row.endEpochNanos() == 0
                        ? TraceState.IN_PROGRESS
                        : row.status() == SpanStatus.Code.ERROR ? TraceState.ERROR : TraceState.OK;
            }
            if (row.model() != null) {
                models.add(row.model());
            }
            return true;
        }

        /** Adds the usage of a span that was just {@linkplain #add added}; whether it counts, as far as is known yet. */
        boolean addUsage(SpanRow row, UsageSums.Uncounted uncounted) {
            boolean calls = isCall(row) && (!row.usage().isEmpty() || row.cost().usd() != null);
            return usage.add(row.spanId().value(), calls, row.model(), row.usage(), row.cost(), ids, uncounted);
        }
    }

    /**
     * Whether its usage counts unless a call lies below it. A row in the table says false as well while one does; only
     * what is a call has been looked up in prices.
     */
    private static boolean isCall(SpanRow row) {
        return row.usageCounts()
                || row.cost().source() == Cost.Source.COMPUTED
                || row.cost().source() == Cost.Source.UNPRICED;
    }

    /** What spans said of their trace; the row does not keep it with each span. Stored as JSON. */
    static final class Seen {
        public @Nullable String name;
        public @Nullable String service;
        public @Nullable String session;
        public @Nullable String user;
        public @Nullable String environment;
        public @Nullable String release;
        public @Nullable String input;
        public @Nullable String output;
        /** Whose previews these are: a root's beat others', then an earlier input and a later output. */
        public boolean inputOfRoot;

        public long inputAt = Long.MAX_VALUE;
        public boolean outputOfRoot;
        public long outputAt = Long.MIN_VALUE;
        public boolean serviceOfRoot;
        /** Whether some spans read otherwise with log records that came beside them. */
        public boolean logContent;

        void add(SpanRow row, SpanSummary summary, @Nullable String serviceName) {
            boolean root = row.parentSpanId() == null;
            name = summary.traceName() != null ? summary.traceName() : name;
            session = summary.session() != null ? summary.session() : session;
            user = summary.user() != null ? summary.user() : user;
            environment = summary.environment() != null ? summary.environment() : environment;
            release = summary.release() != null ? summary.release() : release;
            if (serviceName != null && (root || (!serviceOfRoot && service == null))) {
                service = serviceName;
                serviceOfRoot |= root;
            }
            if (summary.inputPreview() != null && (root || (!inputOfRoot && row.startEpochNanos() < inputAt))) {
                input = summary.inputPreview();
                inputOfRoot = root;
                inputAt = row.startEpochNanos();
            }
            if (summary.outputPreview() != null && (root || (!outputOfRoot && row.endEpochNanos() >= outputAt))) {
                output = summary.outputPreview();
                outputOfRoot = root;
                outputAt = row.endEpochNanos();
            }
        }
    }

    /** What people and clients said of the trace, all patches together. Stored as JSON, and carried over by retention. */
    static final class Said {
        public @Nullable String name;
        public @Nullable String clientRequestId;
        public @Nullable TraceState state;
        public @Nullable Long startEpochNanos;
        public @Nullable Long durationNanos;
        public @Nullable String inputPreview;
        public @Nullable String outputPreview;
        public boolean anything;

        void add(Change.TracePatched patch) {
            anything = true;
            name = patch.name() != null ? patch.name() : name;
            clientRequestId = patch.clientRequestId() != null ? patch.clientRequestId() : clientRequestId;
            state = patch.state() != null ? patch.state() : state;
            startEpochNanos = patch.startEpochNanos() != null ? patch.startEpochNanos() : startEpochNanos;
            durationNanos = patch.durationNanos() != null ? patch.durationNanos() : durationNanos;
            inputPreview = patch.inputPreview() != null ? patch.inputPreview() : inputPreview;
            outputPreview = patch.outputPreview() != null ? patch.outputPreview() : outputPreview;
        }

        /** All of it as one patch. */
        Change.TracePatched patch(
                TraceId traceId, String projectId, Map<String, String> tags, Map<String, String> metadata) {
            return new Change.TracePatched(
                    traceId,
                    projectId,
                    name,
                    clientRequestId,
                    state,
                    startEpochNanos,
                    durationNanos,
                    inputPreview,
                    outputPreview,
                    tags,
                    java.util.Set.of(),
                    metadata);
        }
    }

    void addSummary(SpanRow row, SpanSummary summary, @Nullable String serviceName) {
        seen.add(row, summary, serviceName);
        tags.putAll(summary.tags());
        metadata.putAll(summary.metadata());
    }

    void patch(Change.TracePatched patch) {
        said.add(patch);
        tags.putAll(patch.setTags());
        patch.removeTags().forEach(tags::remove);
        metadata.putAll(patch.setMetadata());
    }

    void touch(long block) {
        lastBlock = Math.max(lastBlock, block);
    }

    /** The row as readers see it. */
    TraceSummary summary() {
        long start = said.startEpochNanos != null
                ? said.startEpochNanos
                : numbers.start == Long.MAX_VALUE ? 0 : numbers.start;
        Failures.Failure blamed = numbers.failures.deepest(numbers.ids);
        long end = said.durationNanos != null ? start + said.durationNanos : numbers.end;
        return new TraceSummary(
                traceId,
                projectId,
                firstOf(said.name, seen.name, numbers.rootName, numbers.firstName, ""),
                said.state != null
                        ? said.state
                        : numbers.rootState != null ? numbers.rootState : TraceState.IN_PROGRESS,
                start,
                end,
                numbers.ids.size(),
                numbers.errors,
                numbers.root == 0 ? null : new SpanId(numbers.root),
                blamed == null ? null : new SpanId(blamed.span()),
                blamed == null ? null : blamed.message(),
                seen.service,
                said.clientRequestId != null ? said.clientRequestId : metadata.get("client_request_id"),
                seen.session != null ? seen.session : metadata.get("mlflow.trace.session"),
                seen.user != null ? seen.user : metadata.get("mlflow.trace.user"),
                seen.environment,
                seen.release,
                said.inputPreview != null ? said.inputPreview : seen.input,
                said.outputPreview != null ? said.outputPreview : seen.output,
                numbers.usage.usage(),
                numbers.usage.cost(),
                numbers.usage.unpriced(),
                numbers.usage.unpricedModels(),
                List.copyOf(numbers.models),
                tags,
                metadata);
    }

    private static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
