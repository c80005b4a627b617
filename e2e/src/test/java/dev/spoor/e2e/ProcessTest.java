package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged stays, whatever happens to the process. */
class ProcessTest {
    private static final int KILLS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path data;

    /** Each time after a random number of acknowledgements, so that kills fall anywhere between two syncs. */
    @Test
    void everyAcknowledgedSpanIsThereOnceAfterEachOfTwentyKillsUnderLoad() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            try (SpoorProcess server = SpoorProcess.start(data)) {
                // The latest are those that the kill before could have cost.
                Senders.assertComplete(
                        server, acknowledged.subList(Math.max(0, acknowledged.size() - 150), acknowledged.size()));
                try (Senders senders = Senders.start(server, 4)) {
                    int enough = ThreadLocalRandom.current().nextInt(1, 150);
                    Waiting.until("acknowledgements", LIMIT, () -> senders.acknowledgements() >= enough);
                    server.kill();
                    senders.close();
                    acknowledged.addAll(senders.acknowledged());
                }
            }
        }
        try (SpoorProcess server = SpoorProcess.start(data)) {
            Senders.assertComplete(server, acknowledged);
        }
    }

    @Test
    void sigtermUnderLoadLosesNothingAndLeavesNothingToRepair() throws Exception {
        List<String> acknowledged;
        try (SpoorProcess server = SpoorProcess.start(data);
                Senders senders = Senders.start(server, 4)) {
            Waiting.until("acknowledgements", LIMIT, () -> senders.acknowledgements() >= 50);
            server.stop();
            senders.close();
            acknowledged = senders.acknowledged();
        }
        try (SpoorProcess server = SpoorProcess.start(data)) {
            Senders.assertComplete(server, acknowledged);
            assertThat(server.log()).doesNotContain("cut").doesNotContain("rebuil");
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderFailsAtOnceAndSaysWhy() throws Exception {
        try (SpoorProcess first = SpoorProcess.start(data)) {
            Process second = new ProcessBuilder(SpoorProcess.command(data))
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(second.exitValue()).isEqualTo(1);
                assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("is in use by another Spoor")
                        .doesNotContain("Exception");
            } finally {
                second.destroyForcibly();
            }
            assertThat(first.get("/health").statusCode()).isEqualTo(200);
        }
    }

    /** On a small file system of its own where this may be mounted, else up to the store's own limit. */
    @Test
    void aFullDiskRefusesNewDataAndKeepsWhatWasAcknowledged() throws Exception {
        Path small = Files.createDirectory(data.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", small.toString()) == 0;
        String[] settings = mounted
                ? new String[] {"store.min_free_bytes=4MiB", "store.segment_bytes=4MiB"}
                : new String[] {"store.max_store_bytes=32MiB", "store.segment_bytes=4MiB"};
        try {
            List<String> acknowledged;
            try (SpoorProcess server = SpoorProcess.start(small, settings)) {
                try (Senders senders = Senders.start(server, 4)) {
                    Waiting.until("refusals", LIMIT, () -> senders.refusals() >= 20);
                    senders.close();
                    acknowledged = senders.acknowledged();
                }
                assertThat(acknowledged).isNotEmpty();
                assertThat(server.get("/health").statusCode()).isEqualTo(200);
                assertThat(server.get("/ready").statusCode()).isEqualTo(503);
                Senders.assertComplete(server, acknowledged);
                server.stop();
            }
            try (SpoorProcess server = SpoorProcess.start(small, settings)) {
                Senders.assertComplete(server, acknowledged);
                server.stop();
            }
        } finally {
            if (mounted) {
                assertThat(run("umount", small.toString())).isZero();
            }
        }
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
