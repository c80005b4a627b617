package dev.spoor.dialects;

import dev.spoor.model.Attributes;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanStatus;

/** Reads what went wrong: from the status, exception events and {@code error.type}. */
final class Failure {
    private static final int MAX_MESSAGE_CHARS = 2000;

    private Failure() {}

    /** Fills the error fields of a span that failed or recorded an exception. */
    static void fill(SpanView span, Draft draft) {
        boolean failed = span.span.status().code() == SpanStatus.Code.ERROR;
        String message = span.span.status().message();
        if (failed && !message.isBlank()) {
            draft.put(Field.ERROR_MESSAGE, cut(message));
        }
        draft.put(Field.ERROR_TYPE, span.text("error.type"));
        if (draft.has(Field.ERROR_TYPE) && draft.has(Field.ERROR_MESSAGE)) {
            return;
        }
        SpanEvent exception = null;
        for (SpanEvent event : span.span.events()) {
            if (event.name().equals("exception") || event.name().equals("gen_ai.client.operation.exception")) {
                exception = event;
            }
        }
        if (exception != null) {
            draft.put(Field.ERROR_TYPE, exception.attributes().text("exception.type"));
            String text = exception.attributes().text("exception.message");
            draft.put(Field.ERROR_MESSAGE, text == null ? null : cut(text));
        }
        draft.put(Field.ERROR_MESSAGE, span.firstText("error.message", "exception.message"));
    }

    /** Fills the error fields with the exception that a log record tells of. */
    static void fill(Attributes record, Draft draft) {
        draft.put(Field.ERROR_TYPE, SpanView.present(record.get("exception.type")));
        String text = record.text("exception.message");
        draft.put(Field.ERROR_MESSAGE, text == null ? null : cut(text));
    }

    private static String cut(String text) {
        return text.length() > MAX_MESSAGE_CHARS ? text.substring(0, MAX_MESSAGE_CHARS) : text;
    }
}
