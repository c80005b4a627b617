package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterEvaluatorTest {
    private static final long NOW = 1_800_000_000_000_000_000L;

    /** A trace that failed: a tool that failed under a model call that did not. */
    private static final FilterTrace TRACE = new Facts(
            Map.ofEntries(
                    Map.entry("status", Value.of("ERROR")),
                    Map.entry("name", Value.of("Checkout")),
                    Map.entry("time", Value.of(NOW - 60_000_000_000L)),
                    Map.entry("duration", Value.of(2_500_000_000L)),
                    Map.entry("tokens.total", Value.of(120L)),
                    Map.entry("cost", Value.of(0.03)),
                    Map.entry("trace.text", Value.of("I want a Refund now")),
                    Map.entry("tag.env", Value.of("prod")),
                    Map.entry("tag.build", Value.of("41")),
                    Map.entry("feedback.ok", Value.of(true)),
                    Map.entry("feedback.score", Value.of(0.9)),
                    Map.entry("feedback.stars", Value.of(4.0)),
                    Map.entry("expectation.places", new Value.ListOf(List.of(Value.of("a\"b"), Value.of(1L))))),
            List.of(
                    Map.of(
                            "span.name", Value.of("chat"),
                            "span.type", Value.of("LLM"),
                            "span.status", Value.of("OK"),
                            "span.model", Value.of("gpt-4o"),
                            "span.attributes.n", Value.of(5L)),
                    Map.of(
                            "span.name", Value.of("search"),
                            "span.type", Value.of("TOOL"),
                            "span.status", Value.of("ERROR"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status = 'ERROR' AND span.type = 'LLM' AND tag.env != 'dev' AND trace.text ILIKE '%refund%'",
                "name LIKE 'Check%' AND name ILIKE 'check___' AND name RLIKE 'eck'",
                "duration > 2s AND duration BETWEEN 2500ms AND 3s",
                "time > now - 1h AND time < now",
                "cost = 0.03 AND tokens.total IN (1, 120)",
                "tag.build > 40 AND tag.build = '41' AND tag.build = 41.0",
                "feedback.ok = true AND feedback.ok = 'true' AND feedback.score >= 0.9 AND feedback.score = '0.9'",
                "feedback.stars = '4' AND feedback.stars = 4",
                "expectation.places = '[\"a\\\"b\",1]'",
                "tag.env != 1 AND tag.env NOT IN (1) AND NOT tag.env NOT BETWEEN 1 AND 2",
                "tag.none IS NULL AND NOT tag.none != 'x'",
                "span.type = 'TOOL' AND span.status = 'ERROR'",
                "span(type = 'TOOL') AND span(status = 'OK')",
                "span.type != 'TOOL'",
                "span(type = 'TOOL' AND NOT attributes.n = 5)",
                "span.attributes.n = '5' AND span.attributes.n < 6 AND model = 'gpt-4o'",
                "tool IS NULL AND NOT span.type = 'AGENT'",
                "status = 'x' OR (name = 'Checkout' AND NOT status = 'OK')"
            })
    void matches(String filter) {
        assertThat(new FilterEvaluator(Filter.parse(filter), NOW).test(TRACE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'error'",
                "tag.none != 'x'",
                "tag.none NOT IN ('x')",
                "tag.env > 1",
                "trace.text LIKE '%refund%'",
                "span.type = 'TOOL' AND span.status = 'OK'",
                "span.attributes.n = 5 AND span.type = 'TOOL'",
                "NOT span.type = 'TOOL'",
                "model IS NULL",
                "name RLIKE '^heck'"
            })
    void doesNotMatch(String filter) {
        assertThat(new FilterEvaluator(Filter.parse(filter), NOW).test(TRACE)).isFalse();
    }

    @Test
    void anExpressionThatWouldTakeForEverIsGivenUp() {
        FilterTrace trace = new Facts(Map.of("name", Value.of("a".repeat(5000) + "b")), List.of());
        assertThatThrownBy(() -> new FilterEvaluator(Filter.parse("name RLIKE '^(a|aa)+$'"), NOW).test(trace))
                .isInstanceOf(SafeRegex.TooManySteps.class);
    }

    /** @param spans each by the printed names of its fields */
    private record Facts(Map<String, Value> values, List<Map<String, Value>> spans) implements FilterTrace {
        @Override
        public List<Value> values(FieldRef ref) {
            return of(values, ref);
        }

        @Override
        public boolean anySpan(Predicate<? super FilterSpan> predicate) {
            return spans.stream().<FilterSpan>map(span -> ref -> of(span, ref)).anyMatch(predicate);
        }

        private static List<Value> of(Map<String, Value> values, FieldRef ref) {
            Value value = values.get(FilterPrinter.print(ref));
            return value == null ? List.of() : List.of(value);
        }
    }
}
