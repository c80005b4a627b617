package dev.spoor.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that any durable store must do with the same bytes: decode them into spans, compress them, append, sync. One
 * thread, no network, and nothing of Spoor's own: protobuf's generated classes decode, a request is one zstd frame.
 */
final class LowerBound {
    /** As many requests share a sync as there are connections. */
    private static final int REQUESTS_PER_SYNC = 4;

    private LowerBound() {}

    /** @param diskPerRaw bytes written for each byte of request */
    record Result(double spansPerSecond, double diskPerRaw) {}

    static Result measure(Load load, int requests) throws IOException {
        Path file = Files.createTempFile("spoor-lower-bound", ".log");
        long disk = 0;
        long raw = 0;
        long spans = 0;
        long start;
        long nanos;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(1);
            start = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                byte[] request = load.request(i);
                raw += request.length;
                spans += ExportTraceServiceRequest.parseFrom(request)
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpansCount();
                disk += channel.write(ByteBuffer.wrap(zstd.compress(request)));
                if (i % REQUESTS_PER_SYNC == REQUESTS_PER_SYNC - 1) {
                    channel.force(false);
                }
            }
            nanos = System.nanoTime() - start;
        } finally {
            Files.delete(file);
        }
        return new Result(spans * 1e9 / nanos, disk / (double) raw);
    }
}
