package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.Cost;
import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.SpanReader;
import dev.spoor.store.StoreException;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceQuery;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store finds again after it was closed, damaged, or robbed of its index. */
class RecoveryTest {
    @TempDir
    Path folder;

    private LocalTraceStore open() {
        return open(folder, TestTraces.READER);
    }

    /** Waits for the index: one that is made anew takes as long as the machine is slow. */
    private static LocalTraceStore open(Path folder, SpanReader reader) {
        LocalTraceStore store = LocalTraceStore.open(LocalStoreConfig.in(folder), reader);
        store.current.requireLive();
        return store;
    }

    private void fill(int traces) {
        try (LocalTraceStore store = open()) {
            for (int i = 1; i <= traces; i++) {
                store.append(List.of(received("0", i, span(i, 1, 0), span(i, 2, 1))))
                        .join();
            }
        }
    }

    private static int traces(LocalTraceStore store) {
        return store.traces(TraceQuery.newest(1000)).items().size();
    }

    private static void assertSound(LocalTraceStore store) {
        assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                .isEmpty();
    }

    private Path onlyFile(String sub, String suffix) throws IOException {
        try (var files = Files.list(folder.resolve(sub))) {
            return files.filter(f -> f.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean exists(String sub, String part) throws IOException {
        try (var files = Files.list(folder.resolve(sub))) {
            return files.anyMatch(f -> f.getFileName().toString().contains(part));
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() {
        fill(30);
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(30);
            assertSound(store);
        }
    }

    @Test
    void aMissingIndexIsMadeAnew() throws Exception {
        fill(30);
        Files.delete(onlyFile("index", ".duckdb"));
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(30);
            assertSound(store);
        }
    }

    @Test
    void aDamagedIndexIsSetAsideAndMadeAnew() throws Exception {
        fill(30);
        Files.writeString(onlyFile("index", ".duckdb"), "this is no database");
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(30);
            assertSound(store);
        }
        assertThat(exists("index", ".damaged-")).isTrue();
    }

    @Test
    void anIndexOfAnotherReadingIsSetAsideAndMadeAnew() throws Exception {
        fill(3);
        SpanReader newer = new SpanReader() {
            @Override
            public String version() {
                return "test-2";
            }

            @Override
            public SpanSummary summarise(Span span) {
                return TestTraces.READER.summarise(span);
            }

            @Override
            public Cost price(Span span, SpanSummary summary) {
                return TestTraces.READER.price(span, summary);
            }
        };
        try (LocalTraceStore store = open(folder, newer)) {
            assertThat(traces(store)).isEqualTo(3);
        }
        assertThat(exists("index", ".older-reading-")).isTrue();
    }

    @Test
    void aCutTailCostsOnlyTheRecordThatWasCut() throws Exception {
        fill(30);
        Path log = onlyFile("log", ".log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 3);
        }
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(29);
            assertSound(store);
            store.append(List.of(received("0", 99, span(99, 1, 0)))).join();
            assertThat(traces(store)).isEqualTo(30);
        }
        assertThat(exists("log", ".cut-")).isTrue();
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(30);
        }
    }

    @Test
    void aFlippedByteInTheLastRecordIsFoundAndTheRestStays() throws Exception {
        fill(30);
        Path log = onlyFile("log", ".log");
        flip(log, Files.size(log) - 20);
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(29);
            assertSound(store);
        }
    }

    @Test
    void aFlippedByteInTheMiddleIsReportedAndTheRestStays() throws Exception {
        fill(30);
        Path log = onlyFile("log", ".log");
        flip(log, Files.size(log) / 2);
        Files.delete(onlyFile("index", ".duckdb"));
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(29);
            assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                    .singleElement()
                    .asString()
                    .contains("damaged");
        }
    }

    @Test
    void aMarkOfAnEarlierCloseSavesNoCheck() throws Exception {
        fill(10);
        Path mark = folder.resolve("log").resolve("closed");
        String ofTen = Files.readString(mark);
        fill(20);
        Path log = onlyFile("log", ".log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 3);
        }
        for (String stale : List.of(ofTen, "no mark", "1 2", "")) {
            Files.writeString(mark, stale);
            try (LocalTraceStore store = open()) {
                assertThat(traces(store)).isEqualTo(19);
                assertSound(store);
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int value = open.read();
            open.seek(at);
            open.write(value ^ 0x10);
        }
    }

    @Test
    void theIndexCanBeMadeAnewWhileSpansArrive() throws Exception {
        fill(50);
        try (LocalTraceStore store = open()) {
            Thread writer = Thread.startVirtualThread(() -> {
                for (int i = 100; i < 200; i++) {
                    store.append(List.of(received("0", i, span(i, 1, 0)))).join();
                }
            });
            store.maintenance().reindex(Maintenance.Progress.NONE);
            store.maintenance().reindex(Maintenance.Progress.NONE);
            writer.join();
            assertThat(traces(store)).isEqualTo(150);
            assertSound(store);
        }
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isEqualTo(150);
        }
    }

    @Test
    void deletionsAndTagsSurviveARebuild() throws Exception {
        fill(3);
        try (LocalTraceStore store = open()) {
            store.append(List.of(
                            new Change.TracesDeleted(List.of(traceId(2))),
                            Change.TracePatched.tags(traceId(1), "0", Map.of("k", "v"), Set.of())))
                    .join();
            store.projectNamed("p").join();
        }
        Files.delete(onlyFile("index", ".duckdb"));
        try (LocalTraceStore store = open()) {
            assertThat(store.trace(traceId(2))).isEmpty();
            assertThat(store.trace(traceId(1)).orElseThrow().tags()).containsEntry("k", "v");
            assertThat(store.projects()).hasSize(2);
            assertSound(store);
        }
    }

    @Test
    void aBackupOfARunningStoreOpensAsAStore(@TempDir Path other) {
        try (LocalTraceStore store = open()) {
            for (int i = 1; i <= 20; i++) {
                store.append(List.of(received("0", i, span(i, 1, 0)))).join();
            }
            store.maintenance().backup(other.resolve("copy"), Maintenance.Progress.NONE);
            assertThatThrownBy(() -> store.maintenance().backup(other.resolve("copy"), Maintenance.Progress.NONE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not empty");
        }
        try (LocalTraceStore copy = open(other.resolve("copy"), TestTraces.READER)) {
            assertThat(traces(copy)).isEqualTo(20);
            assertSound(copy);
        }
    }

    @Test
    void aSecondStoreInTheFolderFailsAtOnce() {
        try (LocalTraceStore store = open()) {
            assertThat(traces(store)).isZero();
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.Locked.class)
                    .hasMessageContaining("in use by another Spoor");
        }
        open().close();
    }

    @Test
    void aStoreAtItsLimitRefusesAndStaysReadable() {
        LocalStoreConfig config = LocalStoreConfig.in(folder);
        try (LocalTraceStore store = LocalTraceStore.open(
                config.with(options -> {
                    options.maxStoreBytes = 12 << 20;
                    options.minFreeBytes = 0;
                }),
                TestTraces.READER)) {
            int written = 0;
            Throwable refusal = null;
            while (refusal == null && written < 5000) {
                byte[] noise = new byte[30_000];
                new java.util.Random(written).nextBytes(noise);
                var future = store.append(List.of(received(
                        "0",
                        written + 1,
                        span(written + 1, 1, 0)
                                .addAttributes(attribute(
                                        "noise", java.util.Base64.getEncoder().encodeToString(noise))))));
                refusal = future.handle((position, error) -> error).join();
                written += refusal == null ? 1 : 0;
            }
            assertThat(refusal).isInstanceOf(StoreException.Full.class).hasMessageContaining("limit");
            assertThat(store.status().writable()).isFalse();
            assertThat(traces(store)).isEqualTo(Math.min(1000, written));
            assertSound(store);
        }
    }

    @Test
    void aFullQueueTellsWritersToComeBack() throws Exception {
        LocalStoreConfig config = LocalStoreConfig.in(folder);
        try (LocalTraceStore store = LocalTraceStore.open(
                config.with(options -> {
                    options.queueBytes = 1 << 20;
                    options.minFreeBytes = 0;
                }),
                TestTraces.READER)) {
            var release = new java.util.concurrent.CountDownLatch(1);
            Thread blocker = Thread.startVirtualThread(() -> {
                try {
                    store.writer().callBetweenCommits(() -> {
                        release.await();
                        return null;
                    });
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Throwable refusal = null;
            for (int i = 1; i < 1000 && refusal == null; i++) {
                byte[] noise = new byte[30_000];
                new java.util.Random(i).nextBytes(noise);
                var future = store.append(List.of(received(
                        "0",
                        i,
                        span(i, 1, 0)
                                .addAttributes(attribute(
                                        "noise", java.util.Base64.getEncoder().encodeToString(noise))))));
                refusal = future.isCompletedExceptionally() ? future.exceptionNow() : null;
            }
            release.countDown();
            blocker.join();
            assertThat(refusal).isInstanceOf(StoreException.Busy.class);
            store.append(List.of(received("0", 5000, span(5000, 1, 0)))).join();
            assertSound(store);
        }
    }
}
