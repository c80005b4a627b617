package dev.spoor.server.mlflow;

import dev.spoor.server.http.ApiException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Values by the names of their dimensions. For one thread; bounded. */
final class MetricGroups {
    private static final int MAX_VALUES = 2_000_000;
    private static final int MAX_GROUPS = 20_000;

    private final Map<List<String>, DoubleStream.Builder> groups = new HashMap<>();
    private int values;

    /**
     * One group.
     *
     * @param values ascending; at least one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Group(List<String> key, double[] values) {
        double sum() {
            return Arrays.stream(values).sum();
        }

        /** The smallest value that so many percent are not above. */
        double percentile(double percent) {
            int rank = (int) Math.ceil(percent / 100 * values.length);
            return values[Math.max(0, rank - 1)];
        }
    }

    /** @throws ApiException when there are too many */
    void add(List<String> key, double value) {
        DoubleStream.Builder group = groups.computeIfAbsent(key, k -> DoubleStream.builder());
        if (++values > MAX_VALUES || groups.size() > MAX_GROUPS) {
            throw ApiException.invalid("more than " + MAX_VALUES + " values or " + MAX_GROUPS
                    + " groups: narrow the question by start_time_ms and end_time_ms");
        }
        group.add(value);
    }

    /** By their names. */
    List<Group> sorted() {
        return groups.entrySet().stream()
                .map(entry -> new Group(
                        entry.getKey(), entry.getValue().build().sorted().toArray()))
                .sorted((a, b) -> Arrays.compare(a.key.toArray(new String[0]), b.key.toArray(new String[0])))
                .toList();
    }
}
