package dev.spoor.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.SpanId;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes, and whenever it is compacted, the store says the same: at once, opened again, and from a new index. */
class CompactionPropertyTest {
    private static final int TRACES = 8;

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    void compactionChangesNothingThatCanBeAsked(@ForAll long seed) throws Exception {
        Path folder = Files.createTempDirectory("spoor-compaction-");
        try {
            Random random = new Random(seed);
            RandomChanges changes = new RandomChanges(seed, TRACES);
            LocalTraceStore plain = open(folder.resolve("plain"));
            LocalTraceStore compacted = open(folder.resolve("compacted"));
            try {
                for (int round = 0; round < 6; round++) {
                    for (int i = random.nextInt(25); i > 0; i--) {
                        List<Change> next = changes.next();
                        plain.append(next).join();
                        compacted.append(next).join();
                    }
                    if (random.nextInt(3) > 0) {
                        assertThat(compacted
                                        .maintenance()
                                        .compact(Maintenance.Progress.NONE)
                                        .problems())
                                .isEmpty();
                    }
                    Map<String, List<String>> expected = StoreState.of(plain);
                    StoreState.assertSame(compacted, expected, "after round " + round);
                    assertExpected(compacted, changes);
                    if (random.nextBoolean()) {
                        compacted.close();
                        if (random.nextBoolean()) {
                            delete(folder.resolve("compacted/index"));
                        }
                        compacted = open(folder.resolve("compacted"));
                        StoreState.assertSame(compacted, expected, "opened again after round " + round);
                    }
                    if (random.nextInt(3) == 0) {
                        compacted.maintenance().reindex(Maintenance.Progress.NONE);
                        StoreState.assertSame(compacted, expected, "from a new index after round " + round);
                    }
                    assertThat(compacted
                                    .maintenance()
                                    .verify(Maintenance.Progress.NONE)
                                    .problems())
                            .isEmpty();
                }
            } finally {
                plain.close();
                compacted.close();
            }
        } finally {
            delete(folder);
        }
    }

    private static LocalTraceStore open(Path folder) {
        LocalTraceStore store = LocalTraceStore.open(
                LocalStoreConfig.in(folder).with(options -> {
                    options.queueBytes = 1 << 20;
                    options.minFreeBytes = 0;
                }),
                TestTraces.READER);
        store.current.requireLive();
        return store;
    }

    private static void assertExpected(TraceStore store, RandomChanges changes) {
        for (long trace = 1; trace <= TRACES; trace++) {
            Map<Long, String> spans = changes.expected.getOrDefault(trace, Map.of());
            assertThat(StoreState.rows(store, TestTraces.traceId(trace))).hasSize(spans.size());
            for (Map.Entry<Long, String> span : spans.entrySet()) {
                assertThat(store.span(TestTraces.traceId(trace), new SpanId(span.getKey()))
                                .orElseThrow()
                                .attributes()
                                .text("text"))
                        .isEqualTo(span.getValue());
            }
            assertThat(store.assessments(TestTraces.traceId(trace)))
                    .hasSize(changes.expectedAssessments
                            .getOrDefault(trace, Map.of())
                            .size());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
