package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Services;
import dev.spoor.server.ops.Readiness;
import dev.spoor.server.ops.Version;
import dev.spoor.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;

/** How the server stands. */
final class StatusQuery {
    private final Services services;

    StatusQuery(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/status", "get_status", this::status);
    }

    private void status(ServiceRequestContext ctx, JsonOut out) {
        new Params(ctx);
        StoreStatus store = services.store().status();
        Readiness readiness = Readiness.of(services.stopping(), store);
        Runtime runtime = Runtime.getRuntime();
        out.object(() -> {
            out.text("version", Version.SPOOR);
            out.text("java", Runtime.version());
            out.number("pid", ProcessHandle.current().pid());
            out.text("started_time", services.started());
            out.number(
                    "uptime_ns",
                    Duration.between(services.started(), Instant.now()).toNanos());
            out.object("ready", () -> {
                out.flag("ready", readiness.ready());
                out.text("reason", readiness.reason());
            });
            out.object("memory", () -> {
                out.number("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
                out.number("heap_max_bytes", runtime.maxMemory());
            });
            out.object("store", () -> store(out, store));
        });
    }

    private static void store(JsonOut out, StoreStatus store) {
        out.flag("writable", store.writable());
        out.text("reason", store.reason());
        out.number("traces", store.traces());
        out.number("spans", store.spans());
        out.number("log_bytes", store.logBytes());
        out.number("index_bytes", store.indexBytes());
        out.number("raw_bytes", store.rawBytes());
        out.number("segments", store.segments());
        out.number("durable_position", store.durablePosition());
        out.number("applied_position", store.appliedPosition());
        out.number("unapplied_bytes", store.unappliedBytes());
        out.number("text_lag_bytes", store.textLagBytes());
        out.number("queued_bytes", store.queuedBytes());
        out.number("syncs", store.syncs());
        out.number("sync_ns", store.syncNanos());
        out.real("index_progress", store.indexProgress());
        out.isoMillis("oldest_received_time", store.oldestReceivedEpochMillis());
        out.object("compaction", () -> compaction(out, store.compaction()));
    }

    private static void compaction(JsonOut out, StoreStatus.Compaction compaction) {
        out.flag("running", compaction.running());
        out.number("runs", compaction.runs());
        out.number("failures", compaction.failures());
        out.number("read_bytes", compaction.readBytes());
        out.number("written_bytes", compaction.writtenBytes());
        out.number("reclaimed_bytes", compaction.reclaimedBytes());
        out.number("duration_ns", compaction.nanos());
    }
}
