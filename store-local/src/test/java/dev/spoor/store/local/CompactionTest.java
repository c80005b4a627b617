package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.spoor.model.SpanId;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.Maintenance.CompactReport;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoreStatus;
import dev.spoor.store.TestTraces;
import dev.spoor.store.local.compact.CompactionConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final String MARKER = "unmistakable-marker-";
    private static final Pattern FOUND = Pattern.compile(MARKER + "(\\d{4})-\\1\\.");

    @TempDir
    Path folder;

    private LocalStoreConfig config() {
        return LocalStoreConfig.in(folder).with(options -> {
            options.queueBytes = 16 << 20;
            options.minFreeBytes = 0;
        });
    }

    private LocalTraceStore open() {
        LocalTraceStore store = LocalTraceStore.open(config(), TestTraces.READER);
        store.current.requireLive();
        return store;
    }

    private static CompactReport compact(LocalTraceStore store) {
        CompactReport report = store.maintenance().compact(Maintenance.Progress.NONE);
        assertThat(report.problems()).isEmpty();
        return report;
    }

    private static void assertSound(LocalTraceStore store) {
        assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                .isEmpty();
    }

    private void removeIndex() throws IOException {
        try (var files = Files.list(folder.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Prints the figures that the project's decisions quote. */
    @Test
    void aConversationOfFortyTurnsTakesATenthOfItsRawSize() throws Exception {
        Conversations conversations = new Conversations(1);
        long raw = 0;
        try (LocalTraceStore store = open()) {
            for (int c = 0; c < 8; c++) {
                var conversation = conversations.of("session " + c, 1 + c * 40L, 40);
                raw += conversation.rawBytes();
                conversation
                        .requests()
                        .forEach(request -> store.append(List.of(request)).join());
            }
            Map<String, List<String>> before = StoreState.of(store);
            CompactReport report = compact(store);
            StoreState.assertSame(store, before, "after compaction");
            assertSound(store);
            System.out.printf(
                    "8 conversations of 40 turns: raw %d bytes, log %d on arrival (%.3f), %d compacted (%.3f)%n",
                    raw,
                    report.logBytesBefore(),
                    report.logBytesBefore() / (double) raw,
                    report.logBytesAfter(),
                    report.logBytesAfter() / (double) raw);
            assertThat(report.logBytesAfter() / (double) raw).isLessThan(0.10);
        }
        removeIndex();
        try (LocalTraceStore store = open()) {
            assertThat(store.status().traces()).isEqualTo(320);
            assertSound(store);
        }
    }

    @Test
    void whatWasDeletedIsInNoFileAfterCompaction() throws Exception {
        fillWithMarkers();
        // An index that was set aside holds what was in it.
        Path index;
        try (var files = Files.list(folder.resolve("index"))) {
            index = files.filter(file -> file.toString().endsWith(".duckdb"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.copy(index, index.resolveSibling(index.getFileName() + ".damaged-1"));
        Files.writeString(folder.resolve("log/000000000001.log.cut-1"), marker(7));
        try (LocalTraceStore store = open()) {
            store.append(List.of(new Change.TracesDeleted(List.of(traceId(7), traceId(8)))))
                    .join();
            assertThat(store.trace(traceId(7))).isEmpty();
            assertThat(markers()).contains(7, 8, 9);

            CompactReport report = compact(store);

            assertThat(report.indexRenewed()).isTrue();
            assertThat(markers()).doesNotContain(7, 8).contains(9, 30);
            assertThat(store.trace(traceId(9)).orElseThrow().tags()).containsKey("said");
            assertThat(store.status().traces()).isEqualTo(28);
            assertSound(store);
            assertThat(store.trace(traceId(7))).isEmpty();
        }
        assertThat(markers()).doesNotContain(7, 8).contains(9, 30);
        removeIndex();
        try (LocalTraceStore store = open()) {
            assertThat(store.trace(traceId(7))).isEmpty();
            assertThat(store.status().traces()).isEqualTo(28);
            assertSound(store);
        }
        assertThat(markers()).doesNotContain(7, 8).contains(9, 30);
    }

    @Test
    void whatARepairSetAsideStaysUntilItIsOldOrAskedToGoOrMayHoldWhatWasDeleted() throws Exception {
        fillWithMarkers();
        long now = System.currentTimeMillis();
        String old = "000000000001.log.cut-" + (now - Duration.ofDays(8).toMillis());
        String recent = "000000000001.log.cut-" + (now - Duration.ofDays(6).toMillis());
        Files.writeString(folder.resolve("log").resolve(old), "x");
        Files.writeString(folder.resolve("log").resolve(recent), "x");
        try (LocalTraceStore store = open()) {
            CompactReport report = compact(store);
            assertThat(report.setAsideRemoved()).containsExactly("log/" + old);
            assertThat(report.setAsideKept()).containsExactly("log/" + recent);

            report = store.maintenance().compact(true, Maintenance.Progress.NONE);
            assertThat(report.setAsideRemoved()).containsExactly("log/" + recent);
            assertThat(report.setAsideKept()).isEmpty();

            Files.writeString(folder.resolve("log").resolve(recent), "x");
            store.append(List.of(new Change.TracesDeleted(List.of(traceId(7))))).join();
            report = compact(store);
            assertThat(report.setAsideRemoved()).containsExactly("log/" + recent);

            StoreStatus.Compaction done = store.status().compaction();
            assertThat(done.runs()).isGreaterThanOrEqualTo(2);
            assertThat(done.readBytes() - done.writtenBytes()).isLessThanOrEqualTo(done.reclaimedBytes());
            assertThat(done.reclaimedBytes()).isPositive();
            assertThat(done.nanos()).isPositive();
            assertThat(done.running()).isFalse();
        }
    }

    private void fillWithMarkers() {
        try (LocalTraceStore store = open()) {
            for (int i = 1; i <= 30; i++) {
                String secret = marker(i);
                store.append(List.of(
                                received(
                                        "0",
                                        i,
                                        span(i, 1, 0)
                                                .addAttributes(attribute("session", "one"))
                                                .addAttributes(attribute("input", "asked " + secret))
                                                .addAttributes(
                                                        attribute("text", "a word or two ".repeat(40) + secret))),
                                Change.TracePatched.tags(traceId(i), "0", Map.of("said", secret), Set.of())))
                        .join();
            }
        }
    }

    /** Numbers of the markers that are in any file, compressed or not. */
    private Set<Integer> markers() throws IOException {
        Set<Integer> found = new java.util.TreeSet<>();
        for (String sub : List.of("log", "index")) {
            for (Path file : filesIn(folder.resolve(sub))) {
                byte[] bytes;
                try {
                    bytes = Files.readAllBytes(file);
                } catch (NoSuchFileException e) {
                    continue; // removed meanwhile by what goes on in the background
                }
                collect(bytes, found);
                List<byte[]> contents = new ArrayList<>();
                // Every zstd frame that can be read, alone or with any content found before it.
                for (int at = 0; at + 4 < bytes.length; at++) {
                    if (ByteBuffer.wrap(bytes, at, 4).getInt() == 0x28B52FFD) {
                        unpack(Arrays.copyOfRange(bytes, at, bytes.length), contents, found);
                    }
                }
            }
        }
        return found;
    }

    private static List<Path> filesIn(Path sub) throws IOException {
        try (var files = Files.list(sub)) {
            return files.toList();
        }
    }

    private static void unpack(byte[] frame, List<byte[]> contents, Set<Integer> found) {
        long size = Zstd.getFrameContentSize(frame);
        long length = Zstd.findFrameCompressedSize(frame);
        if (size <= 0 || size > 1 << 24 || Zstd.isError(length)) {
            return;
        }
        byte[] own = Arrays.copyOf(frame, (int) length);
        byte[] raw = new byte[(int) size];
        if (unpackWith(new byte[0], own, raw, found)) {
            contents.add(raw);
            return;
        }
        for (byte[] dictionary : contents) {
            unpackWith(dictionary, own, raw, found);
        }
    }

    private static boolean unpackWith(byte[] dictionary, byte[] frame, byte[] raw, Set<Integer> found) {
        try {
            if (Zstd.decompressUsingDict(raw, 0, frame, 0, frame.length, dictionary) == raw.length) {
                collect(raw, found);
                return true;
            }
        } catch (ZstdException e) {
            // Not with this one.
        }
        return false;
    }

    private static void collect(byte[] bytes, Set<Integer> found) {
        Matcher marker = FOUND.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (marker.find()) {
            found.add(Integer.parseInt(marker.group(1)));
        }
    }

    /** The number twice, so that what is unpacked with the wrong dictionary does not look like one. */
    private static String marker(int number) {
        return MARKER + "%04d-%04d.".formatted(number, number);
    }

    @Test
    void copiesOfSpansThatCameAgainGo() throws Exception {
        try (LocalTraceStore store = open()) {
            for (int i = 1; i <= 20; i++) {
                String session = "s" + i % 3;
                // Sent while it runs, and again when it has ended.
                store.append(List.of(received(
                                "0",
                                i,
                                span(i, 1, 0)
                                        .setEndTimeUnixNano(0)
                                        .addAttributes(attribute("session", session))
                                        .addAttributes(attribute("text", marker(i))))))
                        .join();
                store.append(List.of(received(
                                "0",
                                i,
                                span(i, 1, 0)
                                        .addAttributes(attribute("session", session))
                                        .addAttributes(attribute("text", "done")),
                                span(i, 2, 1))))
                        .join();
            }
            Map<String, List<String>> before = StoreState.of(store);
            assertThat(markers()).hasSize(20);
            assertThat(compact(store).droppedSpans()).isEqualTo(20);
            assertThat(markers()).isEmpty();
            StoreState.assertSame(store, before, "after compaction");
            store.maintenance().reindex(Maintenance.Progress.NONE);
            StoreState.assertSame(store, before, "from a new index");
        }
    }

    @Test
    void aCopyThatSaysMoreThanTheLaterOneStays() {
        try (LocalTraceStore store = open()) {
            store.append(List.of(received(
                            "0", 1, span(1, 1, 0).setEndTimeUnixNano(0).addAttributes(attribute("session", "s")))))
                    .join();
            store.append(List.of(received("0", 1, span(1, 1, 0)))).join();
            assertThat(compact(store).droppedSpans()).isZero();
            store.maintenance().reindex(Maintenance.Progress.NONE);
            assertThat(store.trace(traceId(1)).orElseThrow().session()).isEqualTo("s");
        }
    }

    @Test
    void deletionsGoWhenNothingIsLeftThatTheyDelete() {
        try (LocalTraceStore store = open()) {
            for (int i = 1; i <= 10; i++) {
                store.append(List.of(received("0", i, span(i, 1, 0)))).join();
            }
            compact(store);
            store.append(List.of(new Change.TracesDeleted(List.of(traceId(1), traceId(2)))))
                    .join();
            store.append(List.of(received("0", 2, span(2, 5, 0)))).join();
            // Two spans, a patchless rest, and the deletion itself.
            assertThat(compact(store).droppedRecords()).isEqualTo(3);
            store.maintenance().reindex(Maintenance.Progress.NONE);
            assertThat(store.trace(traceId(1))).isEmpty();
            assertThat(TestTraces.ids(TestTraces.spans(store, 2))).containsExactly(new SpanId(5));
            assertThat(store.status().spans()).isEqualTo(9);
        }
    }

    @Test
    void smallNeighboursBecomeOneAndKeepTheirPlaceInTime() {
        Conversations conversations = new Conversations(2);
        try (LocalTraceStore store = open()) {
            for (int part = 0; part < 6; part++) {
                conversations
                        .of("s", 1 + part * 10L, 10)
                        .requests()
                        .forEach(request -> store.append(List.of(request)).join());
                compact(store);
            }
            // One that holds all, and the one that is written to.
            assertThat(store.status().segments()).isEqualTo(2);
            assertSound(store);
        }
        try (LocalTraceStore store = open()) {
            assertThat(store.status().traces()).isEqualTo(60);
            assertSound(store);
            store.append(List.of(received("0", 99, span(99, 1, 0)))).join();
            assertThat(store.status().traces()).isEqualTo(61);
        }
    }

    @Test
    void readsAndWritesGoOnAndAlwaysGiveTheRightContent() throws Exception {
        Conversations conversations = new Conversations(3);
        try (LocalTraceStore store = open()) {
            List<Change> requests = conversations.of("s", 1, 60).requests();
            requests.forEach(request -> store.append(List.of(request)).join());
            AtomicBoolean done = new AtomicBoolean();
            List<Throwable> failures = new ArrayList<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    while (!done.get()) {
                        for (int i = 0; i < requests.size(); i++) {
                            byte[] sent = ((Change.SpansReceived) requests.get(i))
                                    .block()
                                    .otlp();
                            List<byte[]> found = new ArrayList<>();
                            store.exportOtlp(traceId(1 + i), found::add);
                            assertThat(found).containsExactly(sent);
                        }
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            for (int round = 0; round < 8; round++) {
                long n = 1000 + round;
                store.append(List.of(received("0", n, span(n, 1, 0)))).join();
                if (round % 2 == 0) {
                    store.append(List.of(new Change.TracesDeleted(List.of(traceId(n)))))
                            .join();
                }
                compact(store);
            }
            done.set(true);
            reader.join();
            assertThat(failures).isEmpty();
            assertThat(store.status().traces()).isEqualTo(64);
        }
    }

    @Test
    void aBackupAndAnExportOfACompactedStoreAreWhole(@TempDir Path other) {
        var conversation = new Conversations(4).of("s", 1, 20);
        try (LocalTraceStore store = open()) {
            conversation
                    .requests()
                    .forEach(request -> store.append(List.of(request)).join());
            compact(store);
            store.append(List.of(received("0", 500, span(500, 1, 0)))).join();
            store.maintenance().backup(other.resolve("copy"), Maintenance.Progress.NONE);
        }
        try (LocalTraceStore copy =
                LocalTraceStore.open(LocalStoreConfig.in(other.resolve("copy")), TestTraces.READER)) {
            copy.current.requireLive();
            assertThat(copy.status().traces()).isEqualTo(21);
            assertSound(copy);
            int n = 1;
            for (Change request : conversation.requests()) {
                List<byte[]> found = new ArrayList<>();
                copy.exportOtlp(traceId(n++), found::add);
                assertThat(found)
                        .containsExactly(
                                ((Change.SpansReceived) request).block().otlp());
            }
        }
    }

    @Test
    void retentionDropsCompactedSegmentsWithAllThatIsInThem() {
        try (LocalTraceStore store = LocalTraceStore.open(
                config().with(options -> options.retention = new LocalStoreConfig.Retention(Duration.ZERO, 0, 30)),
                TestTraces.READER)) {
            new Conversations(5)
                    .of("old", 1, 30)
                    .requests()
                    .forEach(request -> store.append(List.of(request)).join());
            compact(store);
            store.append(List.of(Change.TracePatched.tags(traceId(100), "0", Map.of("keep", "me"), Set.of())))
                    .join();
            new Conversations(6)
                    .of("new", 100, 20)
                    .requests()
                    .forEach(request -> store.append(List.of(request)).join());
            store.maintenance().applyRetention();
            assertThat(store.status().traces()).isEqualTo(20);
            assertThat(store.trace(traceId(1))).isEmpty();
            assertSound(store);
            compact(store);
            assertThat(store.status().traces()).isEqualTo(20);
            assertThat(store.trace(traceId(100)).orElseThrow().tags()).containsEntry("keep", "me");
            assertSound(store);
        }
    }

    @Test
    void damageInACompactedSegmentIsFoundAndTheRestStays() throws Exception {
        try (LocalTraceStore store = open()) {
            new Conversations(7)
                    .of("s", 1, 20)
                    .requests()
                    .forEach(request -> store.append(List.of(request)).join());
            compact(store);
        }
        Path segment = folder.resolve("log/000000000001.log");
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            // In the table at the end, which the records can replace.
            file.seek(file.length() - 50);
            int value = file.read();
            file.seek(file.length() - 50);
            file.write(value ^ 0x11);
        }
        removeIndex();
        try (LocalTraceStore store = open()) {
            assertThat(store.status().traces()).isEqualTo(20);
            assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                    .isNotEmpty()
                    .first()
                    .asString()
                    .contains("table of positions");
            assertThat(store.maintenance().compact(Maintenance.Progress.NONE).problems())
                    .as("nothing is due")
                    .isEmpty();
        }
    }

    @Test
    void aLogOfALaterVersionIsRefusedWithItsVersions() throws Exception {
        open().close();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("log/000000000001.log").toFile(), "rw")) {
            file.seek(8);
            file.writeInt(9);
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("expected version 1 to 2, found 9");
    }

    @Test
    void whatACompactionLeftBehindWhenItWasCutShortIsRemoved() throws Exception {
        Path log = folder.resolve("log");
        byte[] second;
        try (LocalTraceStore store = open()) {
            store.append(List.of(received("0", 1, span(1, 1, 0)))).join();
            store.writer().callBetweenCommits(() -> {
                store.seal();
                return null;
            });
            store.append(List.of(received("0", 2, span(2, 1, 0)))).join();
            second = Files.readAllBytes(log.resolve("000000000002.log"));
            compact(store);
            assertThat(log.resolve("000000000002.log")).doesNotExist();
        }
        // As after a crash between the renaming and the removal, and in the middle of writing.
        Files.write(log.resolve("000000000002.log"), second);
        Files.writeString(log.resolve("000000000001.log.compacting"), "half");
        try (LocalTraceStore store = open()) {
            assertThat(store.status().traces()).isEqualTo(2);
            assertSound(store);
        }
        assertThat(log.resolve("000000000002.log")).doesNotExist();
        assertThat(log.resolve("000000000001.log.compacting")).doesNotExist();
    }

    @Test
    void theBackgroundDoesItBySettings() throws Exception {
        CompactionConfig d = CompactionConfig.DEFAULT;
        CompactionConfig eager = new CompactionConfig(
                true,
                Duration.ofMillis(20),
                Duration.ofHours(1),
                0,
                Duration.ofMillis(50),
                1 << 20,
                50,
                0,
                d.level(),
                d.keepSetAside());
        fillWithMarkers();
        try (LocalTraceStore store =
                LocalTraceStore.open(config().with(options -> options.compaction = eager), TestTraces.READER)) {
            store.append(List.of(new Change.TracesDeleted(List.of(traceId(7))))).join();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (markers().contains(7) && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(markers()).doesNotContain(7).contains(8);
            assertSound(store);
        }
    }

    @Test
    void anIndexDoesNotGrowForEverWithWhatIsDeleted() throws Exception {
        try (LocalTraceStore store = open()) {
            long largest = 0;
            for (int round = 0; round < 4; round++) {
                List<Change> batch = new ArrayList<>();
                for (int i = 0; i < 3000; i++) {
                    long n = round * 3000L + i + 1;
                    batch.add(received(
                            "0", n, span(n, 1, 0).addAttributes(attribute("input", "question " + n + " " + n * 31))));
                }
                store.append(batch).join();
                store.append(List.of(new Change.TracesDeleted(batch.stream()
                                .map(change ->
                                        ((Change.SpansReceived) change).block().traceId())
                                .toList())))
                        .join();
                compact(store);
                if (round == 0) {
                    largest = store.status().indexBytes();
                }
            }
            assertThat(store.status().traces()).isZero();
            assertThat(store.status().indexBytes()).isLessThanOrEqualTo(largest + (1 << 20));
            assertThat(store.status().logBytes()).isLessThan(10_000);
        }
    }

    @Test
    void aBlockKeepsEachSpanByteByByte() {
        var block = ((Change.SpansReceived) received("0", 1, span(1, 1, 0), span(1, 2, 1), span(1, 1, 0))).block();
        byte[] kept = OtlpSpans.keep(block.otlp(), id -> id.equals(new SpanId(1)));
        assertThat(OtlpSpans.read(kept)).hasSize(1);
    }
}
