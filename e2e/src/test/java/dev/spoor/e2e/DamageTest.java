package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not give back what was written: the server says what it found, starts, and goes on. */
class DamageTest {
    private static final int TRACES = 40;

    @TempDir
    Path data;

    /** A folder with so many traces whose server was killed; the ids in the order of the log. */
    private List<String> killed() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data)) {
            List<String> ids = Senders.sendInTurn(server, TRACES);
            server.kill();
            return ids;
        }
    }

    /** Likewise, but all of it has come into the index's file. */
    private List<String> stopped() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data)) {
            List<String> ids = Senders.sendInTurn(server, TRACES);
            server.stop();
            return ids;
        }
    }

    private Path log() throws IOException {
        return StoreFiles.only(data.resolve("log"), ".log");
    }

    private Path index() throws IOException {
        return StoreFiles.only(data.resolve("index"), ".duckdb");
    }

    private static void assertTakesData(SpoorProcess server) throws Exception {
        assertThat(server.get("/ready").statusCode()).isEqualTo(200);
        Senders.assertComplete(server, Senders.sendInTurn(server, 3));
    }

    private SpoorCommand verify(SpoorProcess server) throws Exception {
        return SpoorCommand.running(data, server, "verify");
    }

    private void assertOnlyTheLastIsLost(List<String> ids) throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data)) {
            assertThat(server.log())
                    .contains("are no whole record")
                    .contains("cut off at")
                    .contains("kept in 000000000001.log.cut-");
            Senders.assertComplete(server, ids.subList(0, TRACES - 1));
            assertThat(server.get("/api/v1/traces/" + ids.getLast()).statusCode())
                    .isEqualTo(404);
            assertTakesData(server);
            assertThat(verify(server).code()).isZero();
            server.stop();
        }
        assertThat(StoreFiles.names(data.resolve("log"))).anyMatch(name -> name.contains(".log.cut-"));
        try (SpoorProcess server = SpoorProcess.start(data)) {
            assertThat(server.log()).as("repaired once").doesNotContain("cut off");
            Senders.assertComplete(server, ids.subList(0, TRACES - 1));
        }
    }

    @Test
    void aFlippedByteInTheLastRecordCostsThatRecordAlone() throws Exception {
        List<String> ids = killed();
        StoreFiles.flip(log(), Files.size(log()) - 20);
        assertOnlyTheLastIsLost(ids);
    }

    /** The index knows more than the log then, and is made anew. */
    @Test
    void aCutTailCostsTheRecordThatWasCut() throws Exception {
        List<String> ids = stopped();
        StoreFiles.cut(log(), 3);
        assertOnlyTheLastIsLost(ids);
        assertThat(StoreFiles.names(data.resolve("index"))).anyMatch(name -> name.contains(".ahead-of-log-"));
    }

    @Test
    void aFlippedByteInTheMiddleIsToldWhereverItMattersAndCostsOneTrace() throws Exception {
        List<String> ids = stopped();
        StoreFiles.flip(log(), Files.size(log()) / 2);
        // As after a crash, the whole segment is read at the start.
        Files.delete(data.resolve("log").resolve("closed"));
        try (SpoorProcess server = SpoorProcess.start(data)) {
            assertThat(server.log()).contains("segment 1, offset ").contains("damaged (");
            assertTakesData(server);
            // The index still knows its spans; what they hold is gone.
            Senders.assertComplete(server, ids);
            List<String> unreadable = new ArrayList<>();
            for (String id : ids) {
                if (server.get("/api/v1/traces/" + id + "/spans/0000000000000001")
                                .statusCode()
                        != 200) {
                    unreadable.add(id);
                }
            }
            assertThat(unreadable).hasSize(1);
            SpoorCommand report = verify(server);
            assertThat(report.code()).isEqualTo(2);
            assertThat(report.out()).contains("segment 1, offset ").contains("damaged (");

            SpoorCommand reindex = SpoorCommand.running(data, server, "reindex");
            assertThat(reindex.code()).as(reindex.err()).isZero();
            assertThat(server.get("/api/v1/traces/" + unreadable.getFirst()).statusCode())
                    .isEqualTo(404);
            List<String> rest = new ArrayList<>(ids);
            rest.removeAll(unreadable);
            Senders.assertComplete(server, rest);
        }
    }

    @Test
    void aDeletedIndexIsMadeAnew() throws Exception {
        List<String> ids = killed();
        StoreFiles.delete(data.resolve("index"));
        try (SpoorProcess server = SpoorProcess.start(data)) {
            Senders.assertComplete(server, ids);
            assertTakesData(server);
            assertThat(verify(server).code()).isZero();
        }
    }

    @Test
    void anIndexThatIsNoDatabaseIsSetAsideAndMadeAnew() throws Exception {
        List<String> ids = stopped();
        Files.writeString(index(), "this is no database", StandardOpenOption.TRUNCATE_EXISTING);
        assertMadeAnew(ids);
    }

    @Test
    void anIndexThatWasDamagedInTheMiddleIsSetAsideAndMadeAnew() throws Exception {
        List<String> ids = stopped();
        long size = Files.size(index());
        for (long at = 12_288; at < size; at += 4096) {
            StoreFiles.flip(index(), at + 100);
        }
        assertMadeAnew(ids);
    }

    private void assertMadeAnew(List<String> ids) throws Exception {
        try (SpoorProcess server = SpoorProcess.start(data)) {
            assertThat(server.log())
                    .contains("the index cannot be used (damaged")
                    .contains("set aside as index-")
                    .contains("made anew from the log");
            assertThat(StoreFiles.names(data.resolve("index"))).anyMatch(name -> name.contains(".duckdb.damaged-"));
            Senders.assertComplete(server, ids);
            assertTakesData(server);
            assertThat(verify(server).code()).isZero();
        }
    }
}
