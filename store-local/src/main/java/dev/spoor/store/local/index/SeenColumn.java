package dev.spoor.store.local.index;

import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.index.TraceAggregate.Seen;
import dev.spoor.store.local.json.StoredJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What spans said of a trace, as the JSON in {@code traces.seen}. What the row says as well, which is nearly all, is only
 * named there: with both, previews would be kept twice, and be a quarter of the index.
 */
final class SeenColumn {
    private SeenColumn() {}

    /** @param inRow {@link Part}s that the row's own columns hold */
    private record Stored(List<Part> inRow, Seen rest) {}

    /** A text that both have. */
    private enum Part {
        NAME(seen -> seen.name, (seen, text) -> seen.name = text, TraceSummary::name),
        SERVICE(seen -> seen.service, (seen, text) -> seen.service = text, TraceSummary::serviceName),
        SESSION(seen -> seen.session, (seen, text) -> seen.session = text, TraceSummary::session),
        USER(seen -> seen.user, (seen, text) -> seen.user = text, TraceSummary::user),
        ENVIRONMENT(seen -> seen.environment, (seen, text) -> seen.environment = text, TraceSummary::environment),
        RELEASE(seen -> seen.release, (seen, text) -> seen.release = text, TraceSummary::release),
        INPUT(seen -> seen.input, (seen, text) -> seen.input = text, TraceSummary::inputPreview),
        OUTPUT(seen -> seen.output, (seen, text) -> seen.output = text, TraceSummary::outputPreview);

        final Function<Seen, @Nullable String> get;
        final BiConsumer<Seen, @Nullable String> set;
        final Function<TraceSummary, @Nullable String> ofRow;

        Part(
                Function<Seen, @Nullable String> get,
                BiConsumer<Seen, @Nullable String> set,
                Function<TraceSummary, @Nullable String> ofRow) {
            this.get = get;
            this.set = set;
            this.ofRow = ofRow;
        }
    }

    private static final Part[] PARTS = Part.values();

    /** @param row the row that it goes with */
    static String text(Seen seen, TraceSummary row) {
        Seen rest = new Seen();
        List<Part> inRow = new ArrayList<>(PARTS.length);
        for (Part part : PARTS) {
            String text = part.get.apply(seen);
            if (text != null && Objects.equals(text, part.ofRow.apply(row))) {
                inRow.add(part);
            } else {
                part.set.accept(rest, text);
            }
        }
        rest.inputOfRoot = seen.inputOfRoot;
        rest.outputOfRoot = seen.outputOfRoot;
        rest.serviceOfRoot = seen.serviceOfRoot;
        rest.logContent = seen.logContent;
        // Where a root has spoken, no time is compared any more.
        rest.inputAt = seen.inputOfRoot ? rest.inputAt : seen.inputAt;
        rest.outputAt = seen.outputOfRoot ? rest.outputAt : seen.outputAt;
        return StoredJson.text(new Stored(inRow, rest));
    }

    /** What was written beside the row. */
    static Seen read(String json, TraceSummary row) {
        Stored stored = StoredJson.read(json, Stored.class);
        for (Part part : stored.inRow) {
            part.set.accept(stored.rest, part.ofRow.apply(row));
        }
        return stored.rest;
    }

    /** All but the texts, for which the row is needed. */
    static Seen marks(String json) {
        return StoredJson.read(json, Stored.class).rest;
    }
}
