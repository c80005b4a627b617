package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no room for more, new data is refused, what is there stays readable, and room brings all back. */
class FullDiskTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Sends until it is refused; the traces that were taken. */
    private static List<String> fill(SpoorProcess server) throws Exception {
        try (Senders senders = Senders.start(server, 4)) {
            Waiting.until("refusals", LIMIT, () -> senders.refusals() >= 20);
            senders.close();
            assertThat(senders.acknowledged()).isNotEmpty();
            return senders.acknowledged();
        }
    }

    private static void assertRefusesClearly(SpoorProcess server, String why) throws Exception {
        HttpResponse<byte[]> refused;
        HttpResponse<byte[]> ready;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        // The index may grow or shrink a little at any time, so that there is room for another trace or two.
        do {
            refused = server.send(Senders.trace());
            while (refused.statusCode() == 200) {
                refused = server.send(Senders.trace());
            }
            ready = server.get("/ready");
        } while (ready.statusCode() == 200 && System.nanoTime() < deadline);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        // OTLP's Status, whose text a client shows.
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains(why);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(new String(ready.body(), StandardCharsets.UTF_8)).contains(why);
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aDiskThatIsFullAndThenHasRoomAgain() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", small.toString()) == 0,
                "file systems may not be mounted here; the other test fills the store up to its own limit");
        try {
            Path data = small.resolve("data");
            Path others = Files.write(small.resolve("others"), new byte[20 << 20]);
            String[] settings = {"store.min_free_bytes=4MiB", "store.segment_bytes=4MiB"};
            List<String> acknowledged;
            try (SpoorProcess server = SpoorProcess.start(data, settings)) {
                acknowledged = fill(server);
                assertRefusesClearly(server, "are to stay free");
                Senders.assertComplete(server, acknowledged);

                Files.delete(others);
                assertThat(server.get("/ready").statusCode()).isEqualTo(200);
                Senders.assertComplete(server, Senders.sendInTurn(server, 3));
                server.stop();
            }
            try (SpoorProcess server = SpoorProcess.start(data, settings)) {
                Senders.assertComplete(server, acknowledged);
                server.stop();
            }
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void aStoreAtItsLimitTakesDataAgainAfterSomeWasDeleted() throws Exception {
        Path data = folder.resolve("data");
        try (SpoorProcess server =
                SpoorProcess.start(data, "store.max_store_bytes=16MiB", "store.segment_bytes=4MiB")) {
            List<String> acknowledged = fill(server);
            assertRefusesClearly(server, "has reached its limit of 16777216 bytes; delete traces and compact");
            Senders.assertComplete(server, acknowledged);

            int half = acknowledged.size() / 2;
            List<String> deleted = acknowledged.subList(0, half);
            SpoorCommand delete = delete(server, deleted);
            assertThat(delete.code()).as(delete.err()).isZero();
            assertThat(delete.out()).contains("traces deleted");
            SpoorCommand compact = SpoorCommand.running(data, server, "compact");
            assertThat(compact.code()).as(compact.out() + compact.err()).isZero();

            assertThat(server.get("/ready").statusCode()).isEqualTo(200);
            Senders.assertComplete(server, Senders.sendInTurn(server, 3));
            Senders.assertComplete(server, acknowledged.subList(half, acknowledged.size()));
            assertThat(server.get("/api/v1/traces/" + deleted.getFirst()).statusCode())
                    .isEqualTo(404);
        }
    }

    private static SpoorCommand delete(SpoorProcess server, List<String> ids) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("delete", "--yes", "--server", server.url()));
        command.addAll(ids.subList(0, Math.min(900, ids.size())));
        return SpoorCommand.run(command);
    }

    /** The exit code; -1 when there is no such program. */
    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
