package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands do the same on a running server as on a data folder that nobody has. */
class OperatorTest {
    private static final int TRACES = 12;

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    @FunctionalInterface
    private interface Command {
        SpoorCommand run(String... arguments) throws Exception;
    }

    @Test
    void onARunningServer() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data())) {
            List<String> ids = Senders.sendInTurn(server, TRACES);
            Path backup = folder.resolve("backup");
            assertAllWork(arguments -> SpoorCommand.running(data(), server, arguments), backup);
            Senders.assertComplete(server, ids);
            // While the one it was made of goes on.
            try (SpoorProcess copy = SpoorProcess.start(backup)) {
                Senders.assertComplete(copy, ids);
            }
            assertThat(SpoorCommand.stopped(data(), "verify", "--port", "1").err())
                    .contains("is in use by another Spoor")
                    .contains("does not answer on 127.0.0.1:1; name its --host and --port");
        }
    }

    @Test
    void onAFolderThatNobodyHas() throws Exception {
        List<String> ids;
        try (SpoorProcess server = SpoorProcess.start(data())) {
            ids = Senders.sendInTurn(server, TRACES);
            server.stop();
        }
        Path backup = folder.resolve("backup");
        assertAllWork(arguments -> SpoorCommand.stopped(data(), arguments), backup);
        for (Path either : List.of(data(), backup)) {
            try (SpoorProcess server = SpoorProcess.start(either)) {
                Senders.assertComplete(server, ids);
            }
        }
    }

    private static void assertAllWork(Command spoor, Path backup) throws Exception {
        SpoorCommand stats = spoor.run("stats");
        assertThat(stats.code()).as(stats.err()).isZero();
        assertThat(stats.out())
                .contains("traces   12", "spans    240", "on disk  ")
                .contains("oldest   arrived ");
        JsonNode numbers =
                new ObjectMapper().readTree(spoor.run("stats", "--json").out());
        assertThat(numbers.path("traces").asInt()).isEqualTo(TRACES);
        assertThat(numbers.path("spans").asInt()).isEqualTo(TRACES * Senders.SPANS);

        SpoorCommand verify = spoor.run("verify");
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).startsWith("read 12 records with 240 spans, ").endsWith("in 1 segments: all sound\n");

        SpoorCommand reindex = spoor.run("reindex");
        assertThat(reindex.code()).as(reindex.err()).isZero();
        assertThat(reindex.out()).startsWith("the index is new, after ");

        SpoorCommand copy = spoor.run("backup", backup.toString());
        assertThat(copy.code()).as(copy.err()).isZero();
        assertThat(copy.out()).isEqualTo("copied to " + backup + "\n");
        assertThat(StoreFiles.names(backup)).containsExactly("log");
        SpoorCommand again = spoor.run("backup", backup.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("spoor: the folder " + backup + " is not empty; choose a new one\n");

        SpoorCommand compact = spoor.run("compact");
        assertThat(compact.code()).as(compact.err()).isZero();
        assertThat(compact.out()).matches("log [\\d,]+ bytes in 2 segments before, [\\d,]+ in 2 after; [^\\n]+\\n");
        assertThat(spoor.run("verify").code()).isZero();
    }

    @Test
    void withoutAStoreTheySayWhatToDo() throws Exception {
        for (String command : List.of("stats", "verify", "reindex", "compact")) {
            SpoorCommand told = SpoorCommand.stopped(data(), command);
            assertThat(told.code()).isEqualTo(1);
            assertThat(told.err())
                    .isEqualTo("spoor: there is no store in " + data() + "; name another folder with --data\n");
        }
        assertThat(Files.exists(data())).as("nothing is made by looking").isFalse();
    }
}
