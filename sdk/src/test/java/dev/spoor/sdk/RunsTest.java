package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.export.TraceReceiver;
import dev.spoor.sdk.trace.LocalTraces;
import dev.spoor.sdk.trace.RecordedSpan;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path workspace;

    @AfterEach
    void stop() {
        Spoor.close();
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static List<String> events(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("events.jsonl")).stream()
                .map(line -> {
                    try {
                        return JSON.readTree(line).get("event").asText();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void aRunThatSucceedsLeavesItsBundleAndOneIdEverywhere() throws IOException {
        try (Captured captured = Captured.start()) {
            Path[] folder = {null};
            String result = Runs.in(workspace).run("ingest", run -> {
                folder[0] = run.folder();
                assertThat(read(run.folder().resolve("manifest.json"))
                                .get("status")
                                .asText())
                        .isEqualTo("running");
                run.session("s-1").event("halfway", Map.of("done", 5));
                run.artifact("input.json", Map.of("q", "Where?"));
                run.metric("records_created", 3).summary("Found it.");
                Spoor.span("look").type(SpanType.TOOL).run(span -> span.outputs("mat"));
                return "done";
            });
            assertThat(result).isEqualTo("done");
            JsonNode manifest = read(folder[0].resolve("manifest.json"));
            String runId = manifest.get("run_id").asText();
            assertThat(runId).matches("ingest-\\d{8}-\\d{6}-[0-9a-f]{6}");
            assertThat(folder[0].getFileName()).hasToString(runId);
            assertThat(manifest.get("client_request_id").asText()).isEqualTo(runId);
            assertThat(text(captured.span("ingest"), "spoor.trace.client_request_id"))
                    .isEqualTo(runId);
            assertThat(text(captured.span("ingest"), "spoor.trace.tag.run_id")).isEqualTo(runId);
            assertThat(manifest.get("trace_id").asText())
                    .isEqualTo(captured.span("ingest").getTraceId());
            assertThat(manifest.get("status").asText()).isEqualTo("succeeded");
            assertThat(manifest.get("session_id").asText()).isEqualTo("s-1");
            assertThat(manifest.get("records_created").asInt()).isEqualTo(3);
            assertThat(manifest.get("artifacts").fieldNames())
                    .toIterable()
                    .containsExactly("input.json", "agent.log", "agent_trace.json");
            assertThat(events(folder[0])).containsExactly("started", "halfway", "succeeded");
            assertThat(folder[0].resolve("agent.log")).hasContent("Found it.");
            JsonNode spans = read(folder[0].resolve("agent_trace.json"));
            assertThat(spans.findValuesAsText("name"))
                    .containsExactlyInAnyOrder("ingest", "started", "halfway", "look");
            assertThat(spans.get(1).get("outputs").asText()).isEqualTo("mat");
            try (Stream<Path> files = Files.list(folder[0])) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".unfinished"));
            }
        }
    }

    @Test
    void aRunThatFailsSaysWhyAndThrowsTheSameException() throws IOException {
        try (Captured captured = Captured.start()) {
            IOException problem = new IOException("no disk");
            Path[] folder = {null};
            assertThatThrownBy(() -> Runs.in(workspace).run("ingest", "retry-1", run -> {
                        folder[0] = run.folder();
                        throw problem;
                    }))
                    .isSameAs(problem);
            JsonNode manifest = read(folder[0].resolve("manifest.json"));
            assertThat(manifest.get("status").asText()).isEqualTo("failed");
            assertThat(manifest.at("/error/type").asText()).isEqualTo("java.io.IOException");
            JsonNode error = read(folder[0].resolve("error.json"));
            assertThat(error.get("message").asText()).isEqualTo("no disk");
            assertThat(error.has("recorded_at")).isTrue();
            assertThat(events(folder[0])).containsExactly("started", "failed");
            assertThat(captured.span("ingest").getEvents()).extracting("name").contains("exception");
        }
    }

    @Test
    void withTracingOffTheFolderIsWrittenAllTheSame() throws IOException {
        Path folder = Runs.in(workspace).run("ingest", Run::folder);
        assertThat(read(folder.resolve("manifest.json")).get("trace_id").isNull())
                .isTrue();
        assertThat(read(folder.resolve("agent_trace.json"))).isEmpty();
    }

    @Test
    void aRunWhoseProcessIsGoneIsMarkedAbandonedByTheNextStart() throws IOException {
        Path folder = Runs.in(workspace).run("ingest", Run::folder);
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest).replace("succeeded", "running");
        Files.writeString(manifest, text);
        Runs.in(workspace);
        assertThat(read(manifest).get("status").asText()).isEqualTo("running");
        Files.writeString(
                manifest, text.replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + Integer.MAX_VALUE));
        Runs.in(workspace);
        assertThat(read(manifest).get("status").asText()).isEqualTo("abandoned");
    }

    /** In a container every process is number 1. */
    @Test
    void aRunOfAnEarlierProcessWithTheSameNumberIsAbandonedToo() throws IOException {
        Path manifest = Runs.in(workspace).run("ingest", Run::folder).resolve("manifest.json");
        String text = Files.readString(manifest)
                .replace("succeeded", "running")
                .replaceFirst("\"process_started_at\":\"[^\"]+\"", "\"process_started_at\":\"2020-01-01T00:00:00Z\"");
        Files.writeString(manifest, text);
        Runs.in(workspace);
        assertThat(read(manifest).get("status").asText()).isEqualTo("abandoned");
    }

    @Test
    void aRetryUnderTheSameIdLeavesNothingOfTheFailure() throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-02-28T23:59:59Z"));
        Runs runs = Runs.in(workspace, clock);
        assertThatThrownBy(() -> runs.run("ingest", "job-7", run -> {
                    throw new IOException("no disk");
                }))
                .hasMessage("no disk");
        Path folder = runs.run("ingest", "job-7", Run::folder);
        assertThat(folder).isEqualTo(workspace.resolve("2026/02/28/ingest/job-7"));
        assertThat(folder.resolve("error.json")).doesNotExist();
        assertThat(read(folder.resolve("manifest.json")).get("status").asText()).isEqualTo("succeeded");
        assertThat(events(folder)).containsExactly("started", "failed", "started", "succeeded");
    }

    @Test
    void theBundleHoldsNeitherSecretsNorWhatIsNotWanted() throws IOException {
        String key = "sk-abcdefghijklmnopqrstuv";
        Path[] folder = {null};
        Runs.Job<String, IOException> job = run -> {
            folder[0] = run.folder();
            run.field("via", key).event("called", Map.of("password", "hunter2"));
            Spoor.span("look").run(span -> span.outputs("hush-hush"));
            throw new IOException("refused " + key + " for hush-hush");
        };
        try (Captured captured = Captured.start()) {
            assertThatThrownBy(() -> Runs.in(workspace).run("ingest", "one", job))
                    .hasMessageContaining(key);
            captured.span("ingest");
        }
        assertThat(bundle(folder[0])).contains("hush-hush", "[REDACTED]").doesNotContain(key, "hunter2");
        try (Captured captured = Captured.start(Spoor.builder().includeContent(false))) {
            assertThatThrownBy(() -> Runs.in(workspace).run("ingest", "two", job))
                    .hasMessageContaining(key);
            captured.span("ingest");
        }
        assertThat(bundle(folder[0])).contains("java.io.IOException").doesNotContain("hush", key, "hunter2");
        assertThat(read(folder[0].resolve("error.json")).get("message").isNull())
                .isTrue();
    }

    private static String bundle(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("manifest.json", "events.jsonl", "error.json", "agent_trace.json")) {
            all.append(Files.readString(folder.resolve(name)));
        }
        return all.toString();
    }

    @Test
    void aRequiredServerThatHasGoneRefusesRunsBeforeTheyBegin() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracing tracing = Spoor.builder()
                    .programOnly()
                    .endpoint("http://127.0.0.1:" + receiver.port())
                    .required(true)
                    .set(SdkSetting.FALLBACK_FOLDER, workspace.resolve("kept").toString())
                    .start();
            Runs runs = Runs.in(workspace);
            assertThat(runs.<String, RuntimeException>run("ingest", run -> "done"))
                    .isEqualTo("done");
            receiver.close();
            assertThatThrownBy(() -> runs.run("ingest", "never", run -> {
                        throw new AssertionError("must not begin");
                    }))
                    .isInstanceOf(SpoorException.class)
                    .hasMessageContaining("127.0.0.1:" + receiver.port());
            try (Stream<Path> all = Files.walk(workspace)) {
                assertThat(all).noneMatch(file -> file.endsWith("never"));
            }
            assertThat(tracing.status()).hasSize(1);
        }
    }

    @Test
    void aJobGoesOnWhenItsFolderCannotBeWrittenAnyMore() throws IOException {
        String result = Runs.in(workspace).run("ingest", run -> {
            Files.delete(run.folder().resolve("events.jsonl"));
            Files.createDirectory(run.folder().resolve("events.jsonl"));
            run.event("halfway", Map.of()).metric("records", 1);
            return "done";
        });
        assertThat(result).isEqualTo("done");
    }

    @Test
    void inOneLineRunsHaveTheirFoldersWhereTheSettingsSay() throws IOException {
        try (Captured captured = Captured.start(Spoor.builder().set(SdkSetting.RUNS_FOLDER, workspace.toString()))) {
            Path folder =
                    Spoor.run("ingest", run -> run.field("project", "shop").folder());
            assertThat(folder).startsWith(workspace);
            assertThat(read(folder.resolve("manifest.json")).get("project").asText())
                    .isEqualTo("shop");
            captured.span("ingest");
        }
    }

    @Test
    void namesMayNotLeadOutOfTheFolder() {
        assertThatThrownBy(() -> Runs.in(workspace).run("../up", run -> null)).hasMessageContaining("operation");
        assertThatThrownBy(() -> Runs.in(workspace).run("x", run -> run.artifact("../y", "z")))
                .hasMessageContaining("'../y'");
    }

    @Test
    void whereAnotherOpenTelemetryIsJoinedTheBundleAndLocalTracesHaveTheSpansOfTheSdk() throws IOException {
        InMemorySpanExporter theirs = InMemorySpanExporter.create();
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(theirs))
                        .build())
                .build();
        LocalTraces recent = new LocalTraces(LocalTraces.Limits.DEFAULT);
        Path[] folder = {null};
        try (Tracing tracing = Spoor.builder().openTelemetry(sdk).keep(recent).start()) {
            assertThat(tracing.isJoined()).isTrue();
            Runs.in(workspace).run("ingest", run -> {
                folder[0] = run.folder();
                ActiveSpan look =
                        Spoor.span("look").inputs(Map.of("api_key", "hush")).start();
                look.close();
                look.close();
                Spoor.span("later").startDetached().end(Instant.now());
                return "done";
            });
            Spoor.span("after").start().close();
        }
        JsonNode spans = read(folder[0].resolve("agent_trace.json"));
        assertThat(spans)
                .extracting(span -> span.get("name").asText())
                .containsExactlyInAnyOrder("ingest", "look", "later");
        assertThat(spans.toString()).doesNotContain("hush").contains("[REDACTED]");
        assertThat(theirs.getFinishedSpanItems()).hasSize(4);
        assertThat(recent.latestOfRun(folder[0].getFileName().toString())
                        .orElseThrow()
                        .spans())
                .extracting(RecordedSpan::name)
                .containsExactlyInAnyOrder("ingest", "look", "later");
    }
}
