package dev.spoor.sdk;

import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.trace.LocalTraces;
import dev.spoor.sdk.trace.RecordedSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a job, each a trace and a folder with what there is to know of it afterwards.
 *
 * <pre>{@code
 * Runs runs = Runs.in(Path.of("workspace"));
 * Report report = runs.run("ingest", run -> {
 *     run.session("s-17").artifact("input.json", input);
 *     Report made = agent.ingest(input);
 *     run.metric("records_created", made.created()).summary(made.text());
 *     return made;
 * });
 * }</pre>
 *
 * <p>The folder {@code YYYY/MM/DD/OPERATION/RUN_ID} holds {@code manifest.json} (status {@code running}, {@code
 * succeeded}, {@code failed} or {@code abandoned}, times, ids, artifacts, metrics, error), {@code events.jsonl}, {@code
 * agent_trace.json} (the spans of this process), {@code agent.log} of a run that succeeded and gave a summary, {@code
 * error.json} of one that failed, and the run's own artifacts. The run's id is the folder's name, the trace's client
 * request id, and its tag {@code run_id}. Folders are written whether tracing is on or off. Safe for several threads.
 */
public final class Runs {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    /** Those of {@link Spoor#run}, by their folders, which are few. */
    private static final Map<Path, Runs> USUAL = new ConcurrentHashMap<>();

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path workspace;
    private final InstantSource clock;

    private Runs(Path workspace, InstantSource clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    /**
     * Runs with their folders below this one. Those that earlier processes left behind as running are marked {@code
     * abandoned}, of the last week.
     */
    public static Runs in(Path workspace) {
        return in(workspace, InstantSource.system());
    }

    static Runs in(Path workspace, InstantSource clock) {
        Runs runs = new Runs(workspace, clock);
        Instant now = clock.instant();
        for (int day = 0; day < 8; day++) {
            runs.abandonDead(now.minusSeconds(day * 86_400L));
        }
        return runs;
    }

    /** In the folder of the settings. */
    static Runs usual() {
        Tracing running = Spoor.running();
        Path folder = running != null
                ? running.settings().path(SdkSetting.RUNS_FOLDER)
                : Path.of(System.getProperty("user.home"), ".spoor", "runs");
        return USUAL.computeIfAbsent(folder, Runs::in);
    }

    private void abandonDead(Instant day) {
        Path folder = workspace.resolve(DAY.format(day));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> manifests = Files.find(folder, 3, (file, attributes) -> file.endsWith(RunFolder.MANIFEST))) {
            manifests.forEach(RunFolder::abandonedIfDead);
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("dev.spoor.sdk").log(System.Logger.Level.WARNING, "cannot read " + folder, e);
        }
    }

    /** What a run does. */
    @FunctionalInterface
    public interface Job<T extends @Nullable Object, X extends Exception> {
        T run(Run run) throws X;
    }

    /** Runs under an id of its own: {@code OPERATION-YYYYMMDD-HHMMSS-xxxxxx} in UTC. */
    public <T extends @Nullable Object, X extends Exception> T run(String operation, Job<T, X> job) throws X {
        String random = String.format("%06x", ThreadLocalRandom.current().nextInt(1 << 24));
        return run(operation, operation + "-" + STAMP.format(clock.instant()) + "-" + random, job);
    }

    /**
     * Runs under a given id. An exception is recorded and thrown on. When the id has a folder of today already, as with a
     * retry, what the earlier run left of its end is removed; its events stay.
     *
     * @param operation letters, digits, '.', '_' and '-'
     * @param runId likewise
     * @throws UncheckedIOException when the folder cannot be written; then the job is not begun
     * @throws SpoorException when tracing is required and the server cannot be reached; then the job is not begun
     */
    public <T extends @Nullable Object, X extends Exception> T run(String operation, String runId, Job<T, X> job)
            throws X {
        checkName("operation", operation);
        checkName("runId", runId);
        Tracing tracing = Spoor.running();
        if (tracing != null && Spoor.isEnabled()) {
            tracing.demandServer();
        }
        RunFolder folder;
        try {
            folder = new RunFolder(
                    workspace
                            .resolve(DAY.format(clock.instant()))
                            .resolve(operation)
                            .resolve(runId),
                    tracing == null
                            ? text -> text
                            : tracing.content().redaction().asOperator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ActiveSpan span = Spoor.span(operation).type(SpanType.CHAIN).start();
        if (tracing != null && span.isRecording()) {
            tracing.capture().begin(span.traceId());
        }
        span.trace()
                .clientRequestId(runId)
                .tag(LocalTraces.RUN_TAG, runId)
                .tag("operation", operation)
                .metadata("run_folder", folder.path().toString());
        Run run = new Run(runId, operation, folder, span);
        Throwable problem = null;
        try {
            run.started();
            return job.run(run);
        } catch (Throwable e) {
            problem = e;
            span.error(e);
            throw e;
        } finally {
            span.close();
            end(run, tracing, problem, spans(tracing, span));
        }
    }

    /** A folder that cannot be written at the end must not hide what the job gave, or threw. */
    private static void end(
            Run run,
            @Nullable Tracing tracing,
            @Nullable Throwable problem,
            List<Map<String, @Nullable Object>> spans) {
        try {
            // What failed may say what it failed on.
            boolean include = tracing == null || tracing.content().include();
            run.ended(problem, problem == null || !include ? null : problem.getMessage(), spans);
        } catch (RuntimeException e) {
            System.getLogger("dev.spoor.sdk")
                    .log(System.Logger.Level.WARNING, "cannot complete the folder of run " + run.runId(), e);
        }
    }

    private static List<Map<String, @Nullable Object>> spans(@Nullable Tracing tracing, ActiveSpan span) {
        List<Map<String, @Nullable Object>> spans = new ArrayList<>();
        if (tracing != null) {
            for (RecordedSpan recorded : tracing.capture().take(span.traceId()).spans()) {
                spans.add(recorded.asJson());
            }
        }
        return spans;
    }

    private static void checkName(String what, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,119}")) {
            throw new IllegalArgumentException(
                    what + ": expected letters, digits, '.', '_' and '-', found '" + name + "'");
        }
    }
}
