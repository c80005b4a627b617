package dev.spoor.store.local.index;

import dev.spoor.model.Cost;
import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums usage and cost over the leaves of a trace: of two model calls of which one contains the other, only the inner one
 * counts, whichever arrives first. Each span is looked at a constant number of times. Not safe for use by several threads.
 */
final class UsageSums {
    /** Spans below which a counted call lies, arrived or not. */
    private final Set<Long> above = new HashSet<>();

    private final Map<Long, Call> counted = new HashMap<>();
    private Usage usage = Usage.NONE;
    private @Nullable BigDecimal cost;
    private int unpriced;
    /** Calls without a price of each model. */
    private final TreeMap<String, Integer> unpricedModels = new TreeMap<>();

    private record Call(@Nullable String model, Usage usage, Cost cost) {}

    /** Told which call no longer counts. */
    interface Uncounted {
        void span(long spanId);
    }

    /**
     * Adds a span that has arrived for the first time.
     *
     * @param spans all that have arrived, this one included
     * @return whether its usage counts
     */
    boolean add(
            long id,
            boolean calls,
            @Nullable String model,
            Usage used,
            Cost price,
            SpanIds spans,
            Uncounted uncounted) {
        boolean inner = above.contains(id);
        boolean counts = calls && !inner;
        if (counts) {
            count(id, new Call(model, used, price));
        }
        if (calls || inner) {
            markAbove(spans.parent(id), spans, uncounted);
        }
        return counts;
    }

    private void markAbove(long from, SpanIds spans, Uncounted uncounted) {
        long id = from;
        while (id != 0 && above.add(id)) {
            Call outer = counted.remove(id);
            if (outer != null) {
                uncount(outer);
                uncounted.span(id);
            }
            id = spans.parent(id);
        }
    }

    private void count(long id, Call call) {
        counted.put(id, call);
        usage = usage.plus(call.usage);
        if (call.cost.usd() != null) {
            cost = cost == null ? call.cost.usd() : cost.add(call.cost.usd());
        }
        if (call.cost.source() == Cost.Source.UNPRICED) {
            unpriced++;
            if (call.model != null) {
                unpricedModels.merge(call.model, 1, Integer::sum);
            }
        }
    }

    private void uncount(Call call) {
        Usage u = call.usage;
        usage = usage.plus(new Usage(
                -u.input(),
                -u.cacheRead(),
                -u.cacheWrite(),
                -u.inputAudio(),
                -u.inputImage(),
                -u.output(),
                -u.reasoning(),
                -u.outputAudio(),
                -u.outputImage(),
                -u.cacheWriteOneHour()));
        if (call.cost.usd() != null && cost != null) {
            cost = counted.values().stream().allMatch(c -> c.cost.usd() == null)
                    ? null
                    : cost.subtract(call.cost.usd());
        }
        if (call.cost.source() == Cost.Source.UNPRICED) {
            unpriced--;
            if (call.model != null) {
                unpricedModels.computeIfPresent(call.model, (model, calls) -> calls == 1 ? null : calls - 1);
            }
        }
    }

    Usage usage() {
        return usage;
    }

    /** Null when nothing is priced. */
    @Nullable
    BigDecimal cost() {
        return cost;
    }

    int unpriced() {
        return unpriced;
    }

    /** The models of those calls that name one, by name. */
    List<String> unpricedModels() {
        return List.copyOf(unpricedModels.keySet());
    }
}
