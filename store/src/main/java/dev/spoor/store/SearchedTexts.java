package dev.spoor.store;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.Value;
import dev.spoor.model.filter.ValueText;
import java.util.function.BiConsumer;

/** The texts of spans and log records that searches and filters on content look at; each store looks at the same. */
public final class SearchedTexts {
    private SearchedTexts() {}

    /**
     * Hands over each text of the span as it was sent: the name, the status's message, the values of attributes, the names of
     * events and the values of their attributes. Lists and maps are JSON; bytes and empty values are no text.
     */
    public static void of(Span span, BiConsumer<TextPlace, String> action) {
        text(TextPlace.NAME, span.name(), action);
        text(TextPlace.STATUS_MESSAGE, span.status().message(), action);
        span.attributes()
                .forEach((key, value) -> value(new TextPlace(TextPlace.Kind.ATTRIBUTE, "", key), value, action));
        for (SpanEvent event : span.events()) {
            text(new TextPlace(TextPlace.Kind.EVENT_NAME, event.name(), ""), event.name(), action);
            event.attributes()
                    .forEach((key, value) ->
                            value(new TextPlace(TextPlace.Kind.EVENT_ATTRIBUTE, event.name(), key), value, action));
        }
    }

    /** Likewise of a log record: its event's name, its body, and the values of its attributes. */
    public static void of(LogRecord log, BiConsumer<TextPlace, String> action) {
        text(TextPlace.LOG, log.eventName(), action);
        value(TextPlace.LOG, log.body(), action);
        log.attributes().forEach((key, value) -> value(TextPlace.LOG, value, action));
    }

    private static void value(TextPlace place, Value value, BiConsumer<TextPlace, String> action) {
        if (!(value instanceof Value.Empty) && !(value instanceof Value.Bytes)) {
            text(place, ValueText.of(value), action);
        }
    }

    private static void text(TextPlace place, String text, BiConsumer<TextPlace, String> action) {
        if (!text.isEmpty()) {
            action.accept(place, text);
        }
    }
}
