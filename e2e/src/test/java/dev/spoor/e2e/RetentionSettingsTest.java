package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit of retention, given to a server as an operator gives it, drops the oldest segments and nothing else. */
class RetentionSettingsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Some 25 KB each that do not compress, and so some four segments. */
    private static final int TRACES = 160;

    @TempDir
    Path data;

    private SpoorProcess start(String... settings) throws Exception {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "store.segment_bytes=1MiB";
        return SpoorProcess.start(data, all);
    }

    @Test
    void theOldestTracesGoByNumberThenBySizeThenByAge() throws Exception {
        List<String> ids;
        try (SpoorProcess server = start()) {
            ids = Senders.sendInTurn(server, TRACES);
            server.stop();
        }
        int present = TRACES;
        for (String limit : List.of("retention.max_traces=130", "retention.max_bytes=2MiB", "retention.max_age=1s")) {
            try (SpoorProcess server = start(limit)) {
                String oldest = ids.get(TRACES - present);
                Waiting.until(limit + " drops the oldest", LIMIT, () -> status(server, oldest) == 404);
                // The index forgets first; the line comes when the segments are gone too.
                Waiting.until(
                        limit + " says so",
                        LIMIT,
                        () -> log(server).contains("retention dropped the log before segment "));
                List<String> left =
                        ids.stream().filter(id -> status(server, id) == 200).toList();
                assertThat(left)
                        .as(limit)
                        .hasSizeBetween(1, present - 1)
                        .isEqualTo(ids.subList(TRACES - left.size(), TRACES));
                Senders.assertComplete(server, left);
                SpoorCommand verify = SpoorCommand.running(data, server, "verify");
                assertThat(verify.code()).as(verify.out()).isZero();
                present = left.size();
                server.stop();
            }
        }
        // Of what is old enough to go, the segment that is written to stays.
        assertThat(StoreFiles.names(data.resolve("log")))
                .filteredOn(name -> name.endsWith(".log"))
                .hasSize(1);
    }

    private static String log(SpoorProcess server) {
        try {
            return server.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(SpoorProcess server, String id) {
        try {
            return server.get("/api/v1/traces/" + id).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
