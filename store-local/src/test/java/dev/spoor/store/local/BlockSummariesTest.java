package dev.spoor.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Attributes;
import dev.spoor.model.Cost;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import dev.spoor.store.SpanReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The previews of a span are its name, before the dash for the input and after it for the output; nothing is no preview. */
class BlockSummariesTest {
    private final List<String> previewed = new ArrayList<>();

    private final SpanReader reader = new SpanReader() {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public SpanSummary summarise(Span span) {
            previewed.add(span.name());
            String[] parts = span.name().split("-", 2);
            return summary(parts[0].isEmpty() ? null : parts[0], parts[1].isEmpty() ? null : parts[1]);
        }

        @Override
        public SpanSummary summariseWithoutPreviews(Span span) {
            return summary(null, null);
        }

        @Override
        public Cost price(Span span, SpanSummary summary) {
            return Cost.NONE;
        }
    };

    @Test
    void aRootWithBothPreviewsIsTheOnlyOneRead() {
        assertThat(inputs(child("a-b", 1, 9), root("question-answer", 2, 3))).containsExactly(null, "question");
        assertThat(previewed).containsExactly("question-answer");
    }

    @Test
    void withoutARootTheEarliestInputAndTheLatestOutputAreRead() {
        Span[] spans = {
            child("x-x", 5, 6), child("-", 1, 2), child("in-x", 3, 4), child("x-out", 7, 8), child("-", 9, 9)
        };
        SpanSummary[] summaries = BlockSummaries.of(List.of(spans), reader);
        assertThat(summaries[2].inputPreview()).isEqualTo("in");
        assertThat(summaries[3].outputPreview()).isEqualTo("out");
        assertThat(previewed).containsExactlyInAnyOrder("-", "in-x", "-", "x-out");
    }

    @Test
    void aRootWithoutAnOutputLeavesThatToOthers() {
        Span[] spans = {root("question-", 1, 20), child("x-", 2, 19), child("x-answer", 3, 18)};
        SpanSummary[] summaries = BlockSummaries.of(List.of(spans), reader);
        assertThat(Arrays.stream(summaries).map(SpanSummary::outputPreview)).containsExactly(null, null, "answer");
    }

    private List<@Nullable String> inputs(Span... spans) {
        List<@Nullable String> inputs = new ArrayList<>();
        for (SpanSummary summary : BlockSummaries.of(List.of(spans), reader)) {
            inputs.add(summary.inputPreview());
        }
        return inputs;
    }

    private static Span root(String name, long start, long end) {
        return span(null, name, start, end);
    }

    private static Span child(String name, long start, long end) {
        return span(new SpanId(1), name, start, end);
    }

    private static Span span(@Nullable SpanId parent, String name, long start, long end) {
        return new Span(
                new TraceId(1, 1),
                new SpanId(2),
                parent,
                "",
                0,
                name,
                SpanKind.INTERNAL,
                start,
                end,
                SpanStatus.UNSET,
                Attributes.of(Map.of()),
                List.of(),
                List.of(),
                Resource.EMPTY,
                Scope.EMPTY,
                Span.DroppedCounts.NONE);
    }

    private static SpanSummary summary(@Nullable String input, @Nullable String output) {
        return new SpanSummary(
                "test",
                SpanType.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                Usage.NONE,
                false,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                input,
                output,
                Map.of(),
                Map.of());
    }
}
