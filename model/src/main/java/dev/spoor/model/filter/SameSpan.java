package dev.spoor.model.filter;

import java.util.ArrayList;
import java.util.List;

/** Puts conditions on spans that were written without {@code span(…)} into {@link Filter.AnySpan}. */
final class SameSpan {
    private SameSpan() {}

    /** Joins those parts that are all about spans, so that they hold on one. */
    static Filter and(List<Filter> parts) {
        List<Filter> ofSpan = parts.stream().filter(SameSpan::isBare).toList();
        if (ofSpan.isEmpty() || ofSpan.size() == parts.size()) {
            return new Filter.And(parts);
        }
        Filter joined = lift(ofSpan.size() == 1 ? ofSpan.get(0) : new Filter.And(ofSpan));
        List<Filter> lifted = new ArrayList<>();
        for (Filter part : parts) {
            if (!isBare(part)) {
                lifted.add(part);
            } else if (!lifted.contains(joined)) {
                lifted.add(joined);
            }
        }
        return lifted.size() == 1 ? joined : new Filter.And(lifted);
    }

    static Filter or(List<Filter> parts) {
        boolean allBare = parts.stream().allMatch(SameSpan::isBare);
        return new Filter.Or(
                allBare ? parts : parts.stream().map(SameSpan::lift).toList());
    }

    static Filter lift(Filter filter) {
        return isBare(filter) ? new Filter.AnySpan(filter) : filter;
    }

    /** Whether the filter is made of conditions on spans alone. */
    private static boolean isBare(Filter filter) {
        if (filter instanceof Filter.Condition condition) {
            return condition.ref().field().scope() == Field.Scope.SPAN;
        }
        if (filter instanceof Filter.And and) {
            return !and.parts().isEmpty() && and.parts().stream().allMatch(SameSpan::isBare);
        }
        return filter instanceof Filter.Or or && or.parts().stream().allMatch(SameSpan::isBare);
    }
}
