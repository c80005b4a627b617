package dev.spoor.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept on disk while a server is away, by this process and by others. */
class FallbackTest extends ExportFixture {
    /** Where nobody listens. */
    private static int freePort() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            return receiver.port();
        }
    }

    private Destination destination(int port) {
        return Destination.otlp("server", "http://127.0.0.1:" + port + "/v1/traces")
                .fallback(folder, 1 << 20);
    }

    /** Keeps some spans as an earlier process would, and stops. */
    private void kept(int port, Compression compression, int from, int count) {
        spans(open(destination(port).compression(compression)), from, count);
        assertThat(flush()).isFalse();
        provider.shutdown().join(10, TimeUnit.SECONDS);
    }

    private List<Path> files(Path of) throws IOException {
        if (!Files.isDirectory(of)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> requests() throws IOException {
        return files(folder.resolve("server"));
    }

    private List<Path> unreadable() throws IOException {
        return files(folder.resolve("server/unreadable"));
    }

    @Test
    void whileTheServerIsAwaySpansAreKeptOnDiskAndSentWhenItIsBack() throws IOException {
        TraceReceiver first = new TraceReceiver();
        Tracer tracer = open(Destination.otlp("server", first.endpoint())
                .fallback(folder, 1 << 20)
                .limits(limits(1000, 10, LONG)));
        spans(tracer, 0, 20);
        assertThat(flush()).isTrue();
        first.close();
        spans(tracer, 20, 30);
        assertThat(flush()).isFalse();
        assertThat(queue.status().keptOnDisk()).isEqualTo(30);
        assertThat(queue.status().dropped()).isZero();
        try (TraceReceiver second = new TraceReceiver(first.port())) {
            spans(tracer, 50, 5);
            await(() -> second.spans.size() == 35);
            assertThat(flush()).isTrue();
            assertThat(Stream.concat(first.names().stream(), second.names().stream()))
                    .hasSize(55)
                    .doesNotHaveDuplicates();
            assertThat(queue.status().keptOnDisk()).isZero();
            assertThat(requests()).isEmpty();
        }
    }

    @Test
    void whatAnEarlierProcessLeftIsSentByTheNext() throws IOException {
        TraceReceiver receiver = new TraceReceiver();
        receiver.close();
        Destination destination =
                Destination.otlp("server", receiver.endpoint()).fallback(folder, 1 << 20);
        spans(open(destination), 0, 3);
        assertThat(flush()).isFalse();
        provider.shutdown().join(10, TimeUnit.SECONDS);
        try (TraceReceiver back = new TraceReceiver(receiver.port())) {
            open(destination);
            await(() -> back.spans.size() == 3);
        }
    }

    @Test
    void theFallbackHasALimitAndWhatIsBeyondIsCounted() throws IOException {
        TraceReceiver receiver = new TraceReceiver();
        receiver.close();
        Tracer tracer = open(Destination.otlp("server", receiver.endpoint())
                .fallback(folder, 800)
                .compression(Compression.NONE)
                .limits(limits(1000, 1, LONG)));
        spans(tracer, 0, 10);
        assertThat(flush()).isFalse();
        DestinationStatus status = queue.status();
        assertThat(status.keptOnDisk()).isBetween(1L, 9L);
        assertThat(status.droppedDiskFull()).isEqualTo(10 - status.keptOnDisk());
    }

    @Test
    void aClaimWhoseOwnerIsGoneIsGivenBackAndOneWhoseOwnerLivesIsNot() throws Exception {
        int port = freePort();
        kept(port, Compression.GZIP, 0, 2);
        Path first = requests().get(0);
        Files.move(first, first.resolveSibling(first.getFileName() + ".0000dead"));
        kept(port, Compression.GZIP, 2, 1);
        assertThat(requests()).hasSize(2);
        Path second = requests().get(1);
        Files.move(second, second.resolveSibling(second.getFileName() + ".0000beef"));
        // A lock is the process's: within one, it is as if another held it.
        try (RandomAccessFile lock = new RandomAccessFile(
                        folder.resolve("server/0000beef.lock").toFile(), "rw");
                FileLock held = lock.getChannel().lock();
                TraceReceiver back = new TraceReceiver(port)) {
            open(destination(port));
            await(() -> back.spans.size() == 2);
            assertThat(flush()).isTrue();
            assertThat(back.names()).containsExactlyInAnyOrder("s0", "s1");
            assertThat(held.isValid()).isTrue();
        }
    }

    @Test
    void zstdIsSentAndKept() throws IOException {
        int port = freePort();
        kept(port, Compression.ZSTD, 0, 2);
        try (TraceReceiver back = new TraceReceiver(port)) {
            spans(open(destination(port).compression(Compression.ZSTD)), 2, 1);
            assertThat(flush()).isTrue();
            assertThat(back.names()).containsExactlyInAnyOrder("s0", "s1", "s2");
            assertThat(back.headers).allSatisfy(seen -> assertThat(seen).containsEntry("content-encoding", "zstd"));
        }
    }

    /** Version 1 had no header, and said in the name what there was to know. */
    private Path asVersion1(Path file, String suffix) throws IOException {
        KeptRequest request = KeptRequest.read(Files.readAllBytes(file));
        Path old = file.resolveSibling("1700000000000-77-1-" + request.spans() + ".otlp"
                + (request.compression() == Compression.GZIP ? ".gz" : "") + suffix);
        Files.write(old, request.body());
        Files.delete(file);
        return old;
    }

    @Test
    void filesOfTheFirstFormatAreRewrittenAndSent() throws IOException {
        int port = freePort();
        kept(port, Compression.GZIP, 0, 3);
        kept(port, Compression.NONE, 3, 2);
        List<Path> both = requests();
        asVersion1(both.get(0), "." + Integer.MAX_VALUE);
        asVersion1(both.get(1), "");
        assertThat(requests()).hasSize(2).allMatch(file -> file.toString().contains(".otlp"));
        spans(open(destination(port)), 5, 1);
        assertThat(flush()).isFalse();
        assertThat(requests()).hasSize(3).allMatch(file -> file.toString().endsWith(".request"));
        assertThat(queue.status().keptOnDisk()).isEqualTo(6);
        provider.shutdown().join(10, TimeUnit.SECONDS);
        try (TraceReceiver back = new TraceReceiver(port)) {
            open(destination(port));
            assertThat(flush()).isTrue();
            assertThat(back.names()).containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4", "s5");
            assertThat(requests()).isEmpty();
            assertThat(unreadable()).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsBackedUpCountedAndSaid() throws IOException {
        int port = freePort();
        kept(port, Compression.NONE, 0, 4);
        kept(port, Compression.NONE, 4, 2);
        List<Path> both = requests();
        byte[] damaged = Files.readAllBytes(both.get(0));
        damaged[damaged.length - 1] ^= 1;
        Files.write(both.get(0), damaged);
        Path old = asVersion1(both.get(1), "");
        byte[] half = Arrays.copyOf(Files.readAllBytes(old), 40);
        Files.write(old, half);
        Files.writeString(folder.resolve("server/notes.txt"), "not ours");
        try (TraceReceiver back = new TraceReceiver(port)) {
            spans(open(destination(port)), 6, 1);
            await(() -> queue.status().droppedUndelivered() == 6);
            assertThat(flush()).isTrue();
            assertThat(back.names()).containsExactly("s6");
            assertThat(queue.status().lastError()).contains("cannot read what was kept on disk", "unreadable");
            assertThat(unreadable()).hasSize(2);
            assertThat(unreadable()).anySatisfy(file -> assertThat(file).hasBinaryContent(damaged));
            assertThat(unreadable()).anySatisfy(file -> assertThat(file).hasBinaryContent(half));
            assertThat(requests()).extracting(Path::getFileName).hasToString("[notes.txt]");
        }
    }

    @Test
    void aFileOfALaterVersionIsKeptUntilAVersionComesThatReadsIt() throws IOException {
        int port = freePort();
        kept(port, Compression.GZIP, 0, 2);
        byte[] file = Files.readAllBytes(requests().get(0));
        file[7] = 3;
        Files.write(requests().get(0), file);
        try (TraceReceiver back = new TraceReceiver(port)) {
            open(destination(port));
            await(() -> queue.status().droppedUndelivered() == 2);
            assertThat(queue.status().lastError()).contains("expected format version 2, found 3");
            assertThat(back.spans).isEmpty();
            assertThat(unreadable())
                    .singleElement()
                    .satisfies(kept -> assertThat(kept).hasBinaryContent(file));
            provider.shutdown().join(10, TimeUnit.SECONDS);
            file[7] = 2;
            Files.write(unreadable().get(0), file);
            open(destination(port));
            await(() -> back.spans.size() == 2);
            assertThat(unreadable()).isEmpty();
        }
    }

    @Test
    void theLimitHoldsForAllProcessesThatShareTheFolder() throws IOException {
        int port = freePort();
        Files.createDirectories(folder.resolve("server"));
        Files.write(folder.resolve("server/another-process"), new byte[5000]);
        Tracer tracer = open(destination(port).fallback(folder, 5100).limits(whenFlushed(LONG)));
        spans(tracer, 0, 5);
        assertThat(flush()).isFalse();
        assertThat(queue.status().droppedDiskFull()).isEqualTo(5);
    }
}
