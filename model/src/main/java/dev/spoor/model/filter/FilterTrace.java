package dev.spoor.model.filter;

import dev.spoor.model.Value;
import java.util.List;
import java.util.function.Predicate;

/**
 * A trace as {@link FilterEvaluator} asks of it.
 *
 * <p>Values are given as: text of any kind {@link Value.Text}; counts and whole milliseconds {@link Value.Int}; times in
 * nanoseconds since 1970 and durations in nanoseconds {@link Value.Int}; costs {@link Value.Real} in US dollars; prompts
 * {@link Value.Text} of {@code name/version}; tags, metadata, assessments and attributes as they are. A field without a
 * value gives an empty list; one with several (runs, assessments of one name, content) satisfies a condition when any of
 * them does.
 */
public interface FilterTrace {

    /** The values of a field of scope TRACE or ASSESSMENT; only valid assessments. */
    List<Value> values(FieldRef ref);

    /** Whether any span satisfies the predicate; asked in any order, ending at the first that does. */
    boolean anySpan(Predicate<? super FilterSpan> predicate);

    /** One of its spans. */
    interface FilterSpan {
        /** The values of a field of scope SPAN. */
        List<Value> values(FieldRef ref);
    }
}
