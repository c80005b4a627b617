package dev.spoor.server.otlp;

import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.OtlpLimits;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpRequest;
import dev.spoor.otlp.TraceBlock;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.Gate;
import dev.spoor.server.ops.Metrics;
import dev.spoor.server.projects.ProjectDirectory;
import dev.spoor.store.Change;
import dev.spoor.store.TraceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Takes requests of either protocol: cuts them, has them written, and says what became of them. */
final class Receiver {
    private static final String METRICS_NOTE = "Spoor keeps traces and logs; these metrics were not kept";

    private final TraceStore store;
    private final ProjectDirectory projects;
    private final OtlpLimits limits;
    private final Gate gate;
    private final Metrics metrics;

    Receiver(TraceStore store, ProjectDirectory projects, OtlpLimits limits, Gate gate, Metrics metrics) {
        this.store = store;
        this.projects = projects;
        this.limits = limits;
        this.gate = gate;
        this.metrics = metrics;
    }

    /**
     * Takes one request.
     *
     * @param unpacked gives the message in protobuf; it is called on a thread that may block
     * @param share is charged for the copies that are made
     * @return completes once all that is accepted is on disk
     */
    CompletableFuture<Receipt> receive(
            Signal signal, Supplier<byte[]> unpacked, ProjectChoice choice, ByteBudget.Share share) {
        long startNanos = System.nanoTime();
        return gate.run(() -> write(signal, unpacked.get(), choice, share))
                .thenCompose(written -> written)
                .whenComplete((receipt, failure) -> {
                    if (failure == null) {
                        metrics.acknowledged(signal.lowerCase(), receipt.accepted(), System.nanoTime() - startNanos);
                    }
                });
    }

    private CompletableFuture<Receipt> write(
            Signal signal, byte[] request, ProjectChoice choice, ByteBudget.Share share) {
        metrics.received(signal.lowerCase(), request.length);
        return switch (signal) {
            case TRACES -> writeTraces(request, choice, share);
            case LOGS -> writeLogs(request, choice, share);
            case METRICS -> CompletableFuture.completedFuture(new Receipt(signal, 0, 0, METRICS_NOTE));
        };
    }

    private CompletableFuture<Receipt> writeTraces(byte[] request, ProjectChoice choice, ByteBudget.Share share) {
        share.take(request.length);
        OtlpRequest.Sliced sliced = OtlpRequest.slice(request, choice.chooser(projects), limits);
        metrics.refused(Signal.TRACES.lowerCase(), sliced.rejections());
        long now = System.currentTimeMillis();
        List<Change> changes = new ArrayList<>(sliced.blocks().size());
        for (TraceBlock block : sliced.blocks()) {
            changes.add(new Change.SpansReceived(now, block));
        }
        return append(changes, Receipt.of(Signal.TRACES, sliced.spans(), sliced.rejected(), sliced.rejections()));
    }

    private CompletableFuture<Receipt> writeLogs(byte[] request, ProjectChoice choice, ByteBudget.Share share) {
        share.take(request.length);
        OtlpLogs.Sliced sliced = OtlpLogs.slice(request, choice.chooser(projects), limits);
        metrics.refused(Signal.LOGS.lowerCase(), sliced.rejections());
        long now = System.currentTimeMillis();
        List<Change> changes = new ArrayList<>(sliced.blocks().size());
        for (LogBlock block : sliced.blocks()) {
            changes.add(new Change.LogsReceived(now, block));
        }
        return append(changes, Receipt.of(Signal.LOGS, sliced.records(), sliced.rejected(), sliced.rejections()));
    }

    private CompletableFuture<Receipt> append(List<Change> changes, Receipt receipt) {
        return changes.isEmpty()
                ? CompletableFuture.completedFuture(receipt)
                : store.append(changes).thenApply(position -> receipt);
    }
}
