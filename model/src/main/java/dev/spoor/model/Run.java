package dev.spoor.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work within which traces were made, as MLflow's clients tell of it: an evaluation, a training, a batch.
 *
 * @param id unique: 32 hex digits
 * @param endEpochMillis 0 while it runs
 * @param deleted hidden until it is restored
 */
public record Run(
        String id,
        String projectId,
        String name,
        @Nullable String user,
        Status status,
        long startEpochMillis,
        long endEpochMillis,
        boolean deleted,
        Map<String, String> tags,
        Map<String, String> parameters) {
    public Run {
        tags = Map.copyOf(tags);
        parameters = Map.copyOf(parameters);
    }

    public enum Status {
        RUNNING,
        SCHEDULED,
        FINISHED,
        FAILED,
        KILLED
    }
}
