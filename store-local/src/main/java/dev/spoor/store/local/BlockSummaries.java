package dev.spoor.store.local;

import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;
import dev.spoor.store.SpanReader;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of the spans of one trace that came together, with previews only of those whose previews the trace may show:
 * its roots, else the earliest span that has an input and the last to end that has an output.
 */
final class BlockSummaries {
    private final List<Span> spans;
    private final SpanReader reader;
    private final SpanSummary[] summaries;
    private final boolean[] previewed;

    private BlockSummaries(List<Span> spans, SpanReader reader) {
        this.spans = spans;
        this.reader = reader;
        this.summaries = new SpanSummary[spans.size()];
        this.previewed = new boolean[spans.size()];
    }

    static SpanSummary[] of(List<Span> spans, SpanReader reader) {
        BlockSummaries block = new BlockSummaries(spans, reader);
        boolean input = false;
        boolean output = false;
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).parentSpanId() == null) {
                block.preview(i);
                input |= block.summaries[i].inputPreview() != null;
                output |= block.summaries[i].outputPreview() != null;
            } else {
                block.summaries[i] = reader.summariseWithoutPreviews(spans.get(i));
            }
        }
        if (!input) {
            block.previewFirst(Comparator.comparingLong(Span::startEpochNanos), SpanSummary::inputPreview);
        }
        if (!output) {
            block.previewFirst(Comparator.comparingLong(Span::endEpochNanos).reversed(), SpanSummary::outputPreview);
        }
        return block.summaries;
    }

    private void preview(int i) {
        if (!previewed[i]) {
            summaries[i] = reader.summarise(spans.get(i));
            previewed[i] = true;
        }
    }

    /** In that order, until a span has the preview. */
    private void previewFirst(Comparator<Span> order, Function<SpanSummary, @Nullable String> preview) {
        int[] sorted = IntStream.range(0, summaries.length)
                .boxed()
                .sorted(Comparator.comparing(spans::get, order))
                .mapToInt(i -> i)
                .toArray();
        for (int i : sorted) {
            preview(i);
            if (preview.apply(summaries[i]) != null) {
                return;
            }
        }
    }
}
