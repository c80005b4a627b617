package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.store.Change;
import dev.spoor.store.SearchPage;
import dev.spoor.store.SearchQuery;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TextSearchContract;
import dev.spoor.store.TraceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts by the index: each search waits until all of the log has files. */
class TextIndexTest extends TextSearchContract {
    @TempDir
    Path folder;

    private LocalTraceStore local;

    @Override
    protected TraceStore open() {
        return open(Duration.ofSeconds(60));
    }

    private TraceStore open(Duration timeout) {
        local = LocalTraceStore.open(
                LocalStoreConfig.in(folder).with(options -> {
                    options.segmentBytes = 1 << 20;
                    options.search = new LocalStoreConfig.Search(true, 2, timeout, 0);
                }),
                TestTraces.READER);
        return local;
    }

    @Override
    protected void settle() throws InterruptedException {
        local.awaitTextIndex();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder.resolve("index"))) {
            return files.filter(file -> file.toString().endsWith(".idx"))
                    .sorted()
                    .toList();
        }
    }

    private void reopen() {
        store.close();
        store = open();
    }

    /** Texts that do not compress, so that there are several segments. */
    private void fill() {
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 60; i++) {
            List<Change> changes = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                StringBuilder text = new StringBuilder("trace" + (i * 10 + j) + "x");
                for (int w = 0; w < 600; w++) {
                    text.append(' ').append(Integer.toString(random.nextInt(1 << 30), 36));
                }
                changes.add(trace(i * 10 + j, text.toString()));
            }
            store.append(changes).join();
        }
    }

    @Test
    void allOfTheLogHasFilesAndTheyAreUsedAfterReopening() throws Exception {
        fill();
        assertThat(found("trace123x")).containsExactly(123L);
        assertThat(local.log.segments()).hasSizeGreaterThan(1);
        List<Path> before = files();
        assertThat(before).hasSizeGreaterThanOrEqualTo(local.log.segments().size());

        reopen();

        assertThat(found("ace123x")).containsExactly(123L);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void filesThatAreMissingOrDamagedAreMadeAnew() throws Exception {
        fill();
        assertThat(found("trace77x")).containsExactly(77L);
        List<Path> files = files();
        Files.delete(files.get(0));
        byte[] damaged = Files.readAllBytes(files.get(1));
        for (int i = 100; i < damaged.length; i += 50) {
            damaged[i] ^= 0x55;
        }
        Files.write(files.get(1), damaged);
        byte[] cut = Files.readAllBytes(files.get(2));
        Files.write(files.get(2), java.util.Arrays.copyOf(cut, cut.length / 2));

        for (int n = 0; n < 600; n += 13) {
            assertThat(traces(store.search(SearchQuery.of("trace" + n + "x", 10), () -> false)))
                    .containsExactly((long) n);
        }
        settle();
        // In how many files that is done depends on when the log was looked at.
        assertThat(local.texts.lagBytes()).isZero();
        assertThat(files()).doesNotContain(files.get(1), files.get(2));
        reopen();
        assertThat(found("trace599x")).containsExactly(599L);
    }

    @Test
    void filesOfAnotherVersionOrAnotherLogAreNotUsed() throws Exception {
        fill();
        settle();
        List<Path> files = files();
        store.close();
        byte[] other = Files.readAllBytes(files.get(0));
        other[11]++;
        Files.write(files.get(0), other);
        // As from a segment of the same number that was made at another time.
        byte[] strange = Files.readAllBytes(files.get(1));
        java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(strange);
        header.putLong(20, header.getLong(20) + 1);
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        checksum.update(strange, 0, 44);
        header.putInt(44, (int) checksum.getValue());
        Files.write(files.get(1), strange);

        store = open();

        assertThat(files()).doesNotContain(files.get(0), files.get(1));
        assertThat(found("trace5x")).containsExactly(5L);
        assertThat(found("trace300x")).containsExactly(300L);
    }

    @Test
    void aSegmentThatWasReplacedIsIndexedAgain() throws Exception {
        fill();
        settle();
        List<Path> before = files();

        local.texts.discard(1);

        assertThat(traces(store.search(SearchQuery.of("trace1x", 10), () -> false)))
                .containsExactly(1L);
        settle();
        assertThat(files())
                .isNotEqualTo(before)
                .hasSizeGreaterThanOrEqualTo(local.log.segments().size());
        assertThat(found("trace1x")).containsExactly(1L);
    }

    @Test
    void manySmallFilesBecomeFewer() throws Exception {
        java.util.Random random = new java.util.Random(3);
        int n = 0;
        while (local.log.segments().size() < 2) {
            StringBuilder text = new StringBuilder("piece" + n + "x");
            for (int w = 0; w < 12_000; w++) {
                text.append(' ').append(Integer.toString(random.nextInt(1 << 30), 36));
            }
            append(trace(n++, text.toString()));
            settle();
        }
        settle();

        assertThat(files().stream().filter(file -> file.getFileName().toString().startsWith("text-000000000001-")))
                .hasSizeLessThan(8)
                .hasSizeLessThan(n);
        assertThat(found("piece3x")).containsExactly(3L);
    }

    /** The least time there can be; each answer still goes on from where the last ended. */
    @Test
    void whenTheTimeIsUpTheAnswerSaysSoAndLeadsOn() {
        store.close();
        store = open(Duration.ofMillis(1));
        fill();
        List<Long> all = new ArrayList<>();
        SearchQuery query = SearchQuery.of("x ", 200);
        int partial = 0;
        SearchPage page = store.search(query, () -> false);
        while (true) {
            all.addAll(traces(page));
            partial += page.complete() ? 0 : 1;
            if (page.nextCursor() == null) {
                break;
            }
            assertThat(page.searchedUntilEpochNanos()).isPositive();
            page = store.search(query.page(page.nextCursor()), () -> false);
        }
        assertThat(partial).isPositive();
        assertThat(all).hasSize(600).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(all.get(0)).isEqualTo(traceId(599).low());
    }
}
