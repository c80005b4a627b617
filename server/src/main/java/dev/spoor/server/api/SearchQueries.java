package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.text.TextPattern;
import dev.spoor.model.text.TextPattern.Place;
import dev.spoor.server.ContentReader;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.SearchHit;
import dev.spoor.store.SearchPage;
import dev.spoor.store.SearchQuery;
import dev.spoor.store.Snippet;
import dev.spoor.store.TextPlace;

/** Finds texts in what was sent. */
final class SearchQueries {
    private final Services services;

    SearchQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/search", "search", this::search);
    }

    private void search(ServiceRequestContext ctx, JsonOut out) {
        Params params =
                new Params(ctx, "text", "case_sensitive", "project", "from", "to", "filter", "limit", "page_token");
        SearchQuery query = new SearchQuery(
                pattern(params),
                services.projects().ids(params.texts("project")),
                params.epochNanos("from"),
                params.epochNanos("to"),
                params.filter(),
                params.text("page_token"),
                params.number("limit", 1, SearchQuery.MAX_LIMIT, TraceQueries.DEFAULT_LIMIT));
        SearchPage page = services.store().search(query, ctx::isCancelled);
        out.object(() -> {
            out.array("hits", page.hits(), hit -> out.object(() -> fields(out, hit)));
            out.text("next_page_token", page.nextCursor());
            out.flag("complete", page.complete());
            out.time("searched_until", page.searchedUntilEpochNanos());
        });
    }

    private static TextPattern pattern(Params params) {
        String text = params.text("text");
        try {
            return TextPattern.of(text == null ? "" : text, params.flag("case_sensitive"));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private void fields(JsonOut out, SearchHit hit) {
        out.object("trace", () -> TraceJson.fields(out, hit.trace()));
        out.text("span_id", hit.spanId());
        out.text("span_name", hit.spanName());
        out.text("span_type", hit.spanType() == null ? null : hit.spanType().name());
        out.text("field", field(services.contentReader(), hit.place()));
        Snippet snippet = hit.snippet();
        out.object("snippet", () -> {
            out.text("text", snippet.text());
            out.array("highlights", snippet.highlights(), place -> highlight(out, place));
        });
        out.number("match_count", hit.matchCount());
    }

    private static void highlight(JsonOut out, Place place) {
        out.numbers(place.start(), place.end());
    }

    private static String field(ContentReader reader, TextPlace place) {
        return switch (place.kind()) {
            case NAME -> "name";
            case STATUS_MESSAGE -> "status_message";
            case ATTRIBUTE ->
                reader.isInput(place.key())
                        ? "input"
                        : reader.isOutput(place.key()) ? "output" : "attributes." + place.key();
            case EVENT_NAME -> "events." + place.name();
            case EVENT_ATTRIBUTE -> "events." + place.name() + "." + place.key();
            case LOG -> "log";
        };
    }
}
