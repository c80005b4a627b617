package dev.spoor.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run while it is going on. Safe for several threads. */
public final class Run {
    private final String runId;
    private final RunFolder folder;
    private final ActiveSpan span;
    /** Guarded by this. */
    private final Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
    /** Guarded by this. */
    private final Map<String, @Nullable Object> artifacts = new LinkedHashMap<>();
    /** Guarded by this. */
    private final Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    /** Guarded by this. */
    private @Nullable String summary;

    Run(String runId, String operation, RunFolder folder, ActiveSpan span) {
        this.runId = runId;
        this.folder = folder;
        this.span = span;
        manifest.put("run_id", runId);
        manifest.put("operation", operation);
        manifest.put("status", "running");
        manifest.put("started_at", Instant.now().toString());
        manifest.put("client_request_id", runId);
        manifest.put("trace_id", span.ids().isValid() ? span.traceId() : null);
        manifest.put("pid", ProcessHandle.current().pid());
        manifest.put("process_started_at", RunFolder.processStart());
        manifest.put("run_folder", folder.path().toString());
        manifest.put("artifacts", artifacts);
    }

    /** The same as the folder's name, the trace's client request id, and the trace's tag {@code run_id}. */
    public String runId() {
        return runId;
    }

    public Path folder() {
        return folder.path();
    }

    /** The run's root span. */
    public ActiveSpan span() {
        return span;
    }

    /** A field of the manifest, such as {@code session_id} or {@code project}. */
    public synchronized Run field(String name, @Nullable Object value) {
        if (!(name.equals("artifacts") || name.equals("run_id") || name.equals("status"))) {
            manifest.put(name, value);
            save();
        }
        return this;
    }

    /** The conversation that the run belongs to, in the manifest and of the trace. */
    public Run session(String session) {
        span.trace().session(session);
        return field("session_id", session);
    }

    /** A number that says what the run did, for example {@code records_created}: on the span, and in the manifest. */
    public synchronized Run metric(String name, long value) {
        span.attribute(name, value);
        metrics.put(name, value);
        return this;
    }

    /** Something that happened, as a line of {@code events.jsonl} and an event of the span. */
    public synchronized Run event(String name, Map<String, ?> details) {
        append(name, details);
        span.event(name);
        return this;
    }

    private void append(String name, Map<String, ?> details) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("run_id", runId);
        event.putAll(details);
        try {
            folder.event(event);
        } catch (IOException e) {
            failed("events.jsonl", e);
        }
    }

    /** The job goes on: what it does matters more than what is written of it. */
    private void failed(String file, IOException problem) {
        System.getLogger("dev.spoor.sdk")
                .log(System.Logger.Level.WARNING, "cannot write " + file + " of run " + runId, problem);
    }

    /**
     * A file of the run.
     *
     * @param name in the run's folder
     * @param content text as it is, bytes as they are, anything else as JSON
     * @throws UncheckedIOException when it cannot be written
     */
    public synchronized Path artifact(String name, @Nullable Object content) {
        try {
            Path file = folder.write(name, content);
            artifacts.put(name, file.toString());
            save();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the run achieved, for people: {@code agent.log} of a run that succeeds, and the trace's response preview. */
    public synchronized Run summary(String text) {
        summary = text;
        span.trace().responsePreview(text.length() > 1000 ? text.substring(0, 1000) : text);
        return this;
    }

    synchronized void save() {
        try {
            folder.manifest(manifest);
        } catch (IOException e) {
            failed(RunFolder.MANIFEST, e);
        }
    }

    synchronized void started() {
        save();
        event("started", Map.of());
    }

    private void own(String name, @Nullable Object content) {
        try {
            artifacts.put(name, folder.writeOwn(name, content).toString());
        } catch (IOException e) {
            failed(name, e);
        }
    }

    /**
     * @param message what the problem says, or null when that is not to be written
     * @param spans what {@code agent_trace.json} holds
     */
    synchronized void ended(@Nullable Throwable problem, @Nullable String message, Object spans) {
        String status = problem == null ? "succeeded" : "failed";
        Map<String, @Nullable Object> details = new LinkedHashMap<>(metrics);
        if (problem == null) {
            if (summary != null) {
                own("agent.log", summary.endsWith("\n") ? summary : summary + "\n");
            }
        } else {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("type", problem.getClass().getName());
            error.put("message", message);
            manifest.put("error", new LinkedHashMap<>(error));
            details.put("error_type", problem.getClass().getName());
            details.put("error", message);
            error.put("recorded_at", Instant.now().toString());
            own("error.json", error);
        }
        own("agent_trace.json", spans);
        manifest.putAll(metrics);
        manifest.put("status", status);
        manifest.put("completed_at", Instant.now().toString());
        save();
        append(status, details);
    }
}
