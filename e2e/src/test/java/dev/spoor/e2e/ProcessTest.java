package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
            SpoorCommand second =
                    SpoorCommand.run("serve", "--port", "0", "--grpc-port", "-1", "--data", data.toString());
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains("is in use by another Spoor").doesNotContain("Exception");
            assertThat(first.get("/health").statusCode()).isEqualTo(200);
        }
    }
}
