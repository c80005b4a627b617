package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Spoor's own SDK says of the trace, on any of its spans; the rest it says by GenAI's and MLflow's keys. A tag has a
 * key of its own, {@code spoor.trace.tag.KEY}, so that tags can be added one by one; {@code spoor.trace.tags}, a list
 * or a map, is for people who set attributes by hand.
 */
final class SpoorSdk extends Dialect {
    private static final String TAG_PREFIX = "spoor.trace.tag.";

    SpoorSdk() {
        super(
                "spoor",
                KeyTable.of()
                        .with(Field.TRACE_NAME, "spoor.trace.name")
                        .with(Field.TAGS, "spoor.trace.tags")
                        .with(Field.ENVIRONMENT, "spoor.trace.environment")
                        .with(Field.RELEASE, "spoor.trace.release")
                        .with(Field.SESSION, "session.id")
                        .with(Field.USER, "user.id")
                        .metadata("spoor.trace.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("spoor.trace.");
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        Map<String, Value> tags = new LinkedHashMap<>();
        for (String key : span.attributes.keys()) {
            if (key.length() > TAG_PREFIX.length() && key.startsWith(TAG_PREFIX)) {
                Value tag = span.value(key);
                tags.put(key.substring(TAG_PREFIX.length()), tag == null ? Value.of("") : tag);
            }
        }
        if (!tags.isEmpty()) {
            addTo(tags, draft.get(Field.TAGS));
            draft.replace(Field.TAGS, new Value.MapOf(tags));
        }
        draft.metadata("client_request_id", span.value("spoor.trace.client_request_id"));
        draft.inputPreview = preview(span, "spoor.trace.request_preview");
        draft.outputPreview = preview(span, "spoor.trace.response_preview");
    }

    private static void addTo(Map<String, Value> tags, @Nullable Value others) {
        if (others != null && Json.unfold(others) instanceof Value.MapOf map) {
            map.entries().forEach(tags::putIfAbsent);
        } else {
            Summaries.texts(others).forEach(tag -> tags.putIfAbsent(tag, Value.of("true")));
        }
    }

    private static @Nullable String preview(SpanView span, String key) {
        Value preview = span.value(key);
        return preview == null ? null : Json.text(preview);
    }
}
