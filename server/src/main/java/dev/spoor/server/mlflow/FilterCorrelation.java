package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.filter.Filter;
import dev.spoor.server.Services;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How strongly two filters go together: normalised pointwise mutual information of the traces that they match. */
final class FilterCorrelation {
    /** Added to each of the four counts, so that few traces do not say too much. */
    private static final double SMOOTHING = 0.5;

    private final Services services;

    FilterCorrelation(Services services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.POST, "/traces/calculate-filter-correlation", this::answer);
    }

    private JsonNode answer(MlflowRequest request) {
        List<String> experiments = request.texts("experiment_ids");
        if (experiments.isEmpty()) {
            throw MlflowRequest.missing("experiment_ids");
        }
        Filter first = Filter.parse(request.required("filter_string1"));
        Filter second = Filter.parse(request.required("filter_string2"));
        String given = request.text("base_filter");
        Filter base = given == null ? Filter.ALL : Filter.parse(given);
        Counts counts = new Counts(
                count(experiments, base, first),
                count(experiments, base, second),
                count(experiments, base, first, second),
                count(experiments, base));
        ObjectNode answer = Endpoints.object();
        put(answer, "npmi", counts.npmi(0));
        put(answer, "npmi_smoothed", counts.npmi(SMOOTHING));
        return answer.put("filter1_count", counts.first)
                .put("filter2_count", counts.second)
                .put("joint_count", counts.both)
                .put("total_count", counts.total);
    }

    private static void put(ObjectNode answer, String name, @Nullable Double value) {
        if (value != null) {
            answer.put(name, value);
        }
    }

    private long count(List<String> experiments, Filter... filters) {
        List<Filter> parts = new ArrayList<>();
        for (Filter filter : filters) {
            if (!filter.equals(Filter.ALL)) {
                parts.add(filter);
            }
        }
        Filter all = parts.isEmpty() ? Filter.ALL : parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
        return services.store().stats(new StatsQuery(experiments, 0, 0, 0, StatsQuery.GroupBy.TRACES, all, 1)).stream()
                .mapToLong(StatsRow::count)
                .sum();
    }

    /** How many traces each filter matches. */
    record Counts(long first, long second, long both, long total) {
        /** From -1, never together, to 1, always; null when one of them matches nothing. */
        @Nullable
        Double npmi(double smoothing) {
            if (first == 0 || second == 0) {
                return null;
            }
            double joint = both + smoothing;
            double all = total + 4 * smoothing;
            if (joint == 0) {
                return -1.0;
            }
            if (joint == all) {
                return 1.0;
            }
            double together = joint / all;
            double information = Math.log(together * all * all / ((first + 2 * smoothing) * (second + 2 * smoothing)));
            return Math.clamp(information / -Math.log(together), -1.0, 1.0);
        }
    }
}
