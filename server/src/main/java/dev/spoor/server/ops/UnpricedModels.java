package dev.spoor.server.ops;

import dev.spoor.model.filter.Filter;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import dev.spoor.store.StoreException;
import dev.spoor.store.TraceStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Model calls that are kept without a price, by model, as a metric: what a bill would lack. Asked of the store at most so
 * often, since models are counted over all spans. Safe for use by many threads.
 */
final class UnpricedModels {
    static final String NAME = "spoor.unpriced.calls";
    /** Senders may name any number of models; further ones are counted as {@code other}. */
    private static final int MAX_MODELS = 50;

    private static final int MAX_GROUPS = 1000;
    private static final long REFRESH_NANOS = 15_000_000_000L;

    private final TraceStore store;
    private final MultiGauge gauge;
    /** When it was asked last; null before. Guarded by this. */
    private @Nullable Long askedNanos;

    UnpricedModels(TraceStore store, MeterRegistry registry) {
        this.store = store;
        this.gauge = MultiGauge.builder(NAME)
                .description("Model calls with tokens but without a price, by model")
                .register(registry);
    }

    /** Counts anew when the last time is long enough ago. Blocks. */
    synchronized void refresh() {
        long now = System.nanoTime();
        if (askedNanos != null && now - askedNanos < REFRESH_NANOS) {
            return;
        }
        List<StatsRow> rows;
        try {
            rows = store.stats(new StatsQuery(List.of(), 0, 0, 0, StatsQuery.GroupBy.MODEL, Filter.ALL, MAX_GROUPS));
        } catch (StoreException e) {
            // The store says elsewhere what is the matter with it; the last count stays.
            return;
        }
        askedNanos = now;
        List<StatsRow> unpriced = rows.stream()
                .filter(row -> row.unpricedCalls() > 0)
                .sorted(Comparator.comparingLong(StatsRow::unpricedCalls).reversed())
                .toList();
        List<MultiGauge.Row<?>> shown = new ArrayList<>();
        long others = 0;
        for (StatsRow row : unpriced) {
            if (shown.size() < MAX_MODELS) {
                shown.add(MultiGauge.Row.of(Tags.of("model", String.valueOf(row.group())), row.unpricedCalls()));
            } else {
                others += row.unpricedCalls();
            }
        }
        if (others > 0) {
            shown.add(MultiGauge.Row.of(Tags.of("model", "other"), others));
        }
        gauge.register(shown, true);
    }
}
