package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar in a JVM of its own, on an application that does not start tracing itself. */
class AgentTest {
    private static final Path AGENT = Path.of("../javaagent/target/spoor-javaagent.jar");

    @TempDir
    Path folder;

    private String run(String url, String tracing) throws Exception {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AGENT.toAbsolutePath() + "=start",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentSample.class.getName()))
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SPOOR|OTEL|MLFLOW)_.*"));
        builder.environment().put("SPOOR_ENDPOINT", url);
        builder.environment().put("SPOOR_SDK_CLOSE_TIMEOUT", "60s");
        builder.environment().put("SPOOR_TRACING", tracing);
        builder.environment().put("SPOOR_SDK_FALLBACK_FOLDER", folder.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return printed;
    }

    @Test
    void annotatedMethodsAreTracedAndSentBeforeTheProcessEnds() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(folder.resolve("data"))) {
            assertThat(run(server.url(), "1")).isEqualTo("Under the mat.");
            JsonNode traces = server.json("/api/v1/traces").get("traces");
            assertThat(traces).hasSize(1);
            JsonNode trace = server.json(
                    "/api/v1/traces/" + traces.get(0).get("trace_id").asText());
            assertThat(trace.get("spans").findValuesAsText("name")).containsExactly("answer", "look");
            assertThat(trace.get("spans").findValuesAsText("type")).containsExactly("AGENT", "TOOL");
            assertThat(trace.get("output_preview").asText()).contains("Under the mat.");

            assertThat(run(server.url(), "0")).isEqualTo("Under the mat.");
            assertThat(server.json("/api/v1/traces").get("traces")).hasSize(1);
        }
    }
}
