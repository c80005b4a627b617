package dev.spoor.store;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.TraceBlock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a store. Applied in order, changes give the same state each time. */
public sealed interface Change {

    /** Spans arrived. A span that is there already, by trace and span id, is replaced. */
    record SpansReceived(long receivedEpochMillis, TraceBlock block) implements Change {}

    /** Log records that carry a trace id arrived. */
    record LogsReceived(long receivedEpochMillis, LogBlock block) implements Change {}

    /**
     * Someone said something of a trace, which may not have arrived yet. Null fields leave what is there.
     *
     * @param state what the trace's author says; beats what the root span says
     */
    record TracePatched(
            TraceId traceId,
            String projectId,
            @Nullable String name,
            @Nullable String clientRequestId,
            @Nullable TraceState state,
            @Nullable Long startEpochNanos,
            @Nullable Long durationNanos,
            @Nullable String inputPreview,
            @Nullable String outputPreview,
            Map<String, String> setTags,
            Set<String> removeTags,
            Map<String, String> setMetadata)
            implements Change {
        public TracePatched {
            setTags = Map.copyOf(setTags);
            removeTags = Set.copyOf(removeTags);
            setMetadata = Map.copyOf(setMetadata);
        }

        /** Only tags. */
        public static TracePatched tags(
                TraceId traceId, String projectId, Map<String, String> set, Set<String> remove) {
            return new TracePatched(
                    traceId, projectId, null, null, null, null, null, null, null, set, remove, Map.of());
        }
    }

    /** A judgement was made or changed; the whole of it. */
    record AssessmentPut(Assessment assessment) implements Change {}

    record AssessmentDeleted(TraceId traceId, String assessmentId) implements Change {}

    /** A project was made or changed; the whole of it. */
    record ProjectPut(Project project) implements Change {}

    /** A run was made or changed; the whole of it. */
    record RunPut(Run run) implements Change {}

    /** Traces are hidden at once and go from disk with compaction. Spans that arrive later make them anew. */
    record TracesDeleted(List<TraceId> traceIds) implements Change {
        public TracesDeleted {
            traceIds = List.copyOf(traceIds);
        }
    }
}
