package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.spans;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Assessment;
import dev.spoor.model.Value;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.TestTraces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    Path folder;

    private LocalTraceStore open(LocalStoreConfig.Retention retention) {
        LocalTraceStore store = LocalTraceStore.open(
                LocalStoreConfig.in(folder).with(options -> {
                    options.segmentBytes = 1 << 20;
                    options.retention = retention;
                }),
                TestTraces.READER);
        store.current.requireLive();
        return store;
    }

    /** Some 40 KB that do not compress. */
    private static Change big(long trace, long id, long parent) {
        byte[] noise = new byte[40_000];
        new Random(trace * 1000 + id).nextBytes(noise);
        return received(
                "0",
                trace,
                span(trace, id, parent)
                        .addAttributes(attribute("noise", Base64.getEncoder().encodeToString(noise))));
    }

    @Test
    void theOldestSegmentsGoAndWhatIsSaidOfTheRestStays() throws Exception {
        var limit = new LocalStoreConfig.Retention(Duration.ZERO, 3 << 20, 0);
        try (LocalTraceStore store = open(limit)) {
            store.projectNamed("p").join();
            store.append(List.of(
                            Change.TracePatched.tags(traceId(1), "0", Map.of("keep", "me"), Set.of()),
                            big(1, 1, 0),
                            big(2, 1, 0),
                            new Change.AssessmentPut(new Assessment(
                                    "a-1",
                                    traceId(1),
                                    null,
                                    "n",
                                    Assessment.Kind.FEEDBACK,
                                    new Assessment.Source(Assessment.Source.Type.HUMAN, "x"),
                                    Value.of(1),
                                    null,
                                    null,
                                    Map.of(),
                                    1,
                                    1,
                                    null,
                                    true))))
                    .join();
            for (int i = 10; i < 160; i++) {
                store.append(List.of(big(i, 1, 0))).join();
            }
            store.append(List.of(big(1, 2, 1))).join();

            store.maintenance().applyRetention();

            assertThat(store.status().logBytes()).isLessThan(5 << 20);
            assertThat(store.trace(traceId(2))).isEmpty();
            assertThat(store.trace(traceId(159))).isPresent();
            assertThat(spans(store, 1)).hasSize(1);
            assertThat(store.trace(traceId(1)).orElseThrow().tags()).containsEntry("keep", "me");
            assertThat(store.assessments(traceId(1))).hasSize(1);
            assertThat(store.projects()).hasSize(2);
            assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                    .isEmpty();
        }
        try (var files = Files.walk(folder.resolve("index"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        try (LocalTraceStore store = open(LocalStoreConfig.Retention.NONE)) {
            assertThat(store.trace(traceId(2))).isEmpty();
            assertThat(store.trace(traceId(1)).orElseThrow().tags()).containsEntry("keep", "me");
            assertThat(store.assessments(traceId(1))).hasSize(1);
            assertThat(store.projects()).hasSize(2);
        }
    }

    @Test
    void aNumberOfTracesIsKept() {
        try (LocalTraceStore store = open(new LocalStoreConfig.Retention(Duration.ZERO, 0, 50))) {
            for (int i = 1; i <= 150; i++) {
                store.append(List.of(big(i, 1, 0))).join();
            }
            store.maintenance().applyRetention();

            assertThat(store.status().traces()).isBetween(25L, 80L);
            assertThat(store.trace(traceId(150))).isPresent();
            assertThat(store.trace(traceId(1))).isEmpty();
        }
    }

    @Test
    void whatIsTooOldGoes() {
        // Test spans say that they arrived in 2023.
        try (LocalTraceStore store = open(new LocalStoreConfig.Retention(Duration.ofDays(30), 0, 0))) {
            for (int i = 1; i <= 60; i++) {
                store.append(List.of(big(i, 1, 0))).join();
            }
            store.maintenance().applyRetention();

            assertThat(store.trace(traceId(1))).isEmpty();
            assertThat(store.status().segments()).isEqualTo(1);
        }
    }
}
