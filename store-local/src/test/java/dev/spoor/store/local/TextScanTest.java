package dev.spoor.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.store.TestTraces;
import dev.spoor.store.TextSearchContract;
import dev.spoor.store.TraceStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Texts in a log of which no words are indexed, as in the end of one where they are. */
class TextScanTest extends TextSearchContract {
    @TempDir
    Path folder;

    @Override
    protected TraceStore open() {
        return LocalTraceStore.open(
                LocalStoreConfig.in(folder)
                        .with(options ->
                                options.search = new LocalStoreConfig.Search(false, 2, Duration.ofSeconds(5), 0)),
                TestTraces.READER);
    }

    @AfterEach
    void thereIsNoIndexOfWords() throws Exception {
        try (var files = Files.list(folder.resolve("index"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".idx"));
        }
    }
}
