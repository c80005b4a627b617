package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Attributes;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span as dialects look at it: absent, empty and redacted values are all null. For one thread. */
final class SpanView {
    private static final String REDACTED = "<REDACTED>";

    final Span span;
    final Attributes attributes;

    SpanView(Span span) {
        this.span = span;
        this.attributes = span.attributes();
    }

    boolean has(String key) {
        return attributes.get(key) != null;
    }

    @Nullable
    Value value(String key) {
        return present(attributes.get(key));
    }

    /** The value, where it is one; null for what says nothing. */
    static @Nullable Value present(@Nullable Value value) {
        if (value == null || value instanceof Value.Empty) {
            return null;
        }
        if (value instanceof Value.Text text
                && (text.text().isBlank() || text.text().equals(REDACTED))) {
            return null;
        }
        return value;
    }

    /** The value with JSON in texts unfolded. */
    @Nullable
    Value json(String key) {
        Value value = value(key);
        return value == null ? null : Json.unfold(value);
    }

    @Nullable
    String text(String key) {
        Value value = value(key);
        return value == null ? null : Json.text(value);
    }

    @Nullable
    String firstText(String... keys) {
        for (String key : keys) {
            String text = text(key);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The text of the key in lower case, or "" so that it can be switched over. */
    String word(String key) {
        String text = text(key);
        return text == null ? "" : text.trim().toLowerCase(java.util.Locale.ROOT);
    }

    /** Events of that name, in order. */
    List<SpanEvent> events(String name) {
        List<SpanEvent> found = new ArrayList<>();
        for (SpanEvent event : span.events()) {
            if (event.name().equals(name)) {
                found.add(event);
            }
        }
        return found;
    }
}
