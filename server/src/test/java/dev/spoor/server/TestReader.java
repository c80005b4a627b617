package dev.spoor.server;

import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Message;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import dev.spoor.store.SpanReader;
import java.util.List;
import java.util.Map;

/** Reads two attributes, so that tests see that reading happens. */
enum TestReader implements SpanReader {
    INSTANCE;

    @Override
    public String version() {
        return "test";
    }

    @Override
    public SpanSummary summarise(Span span) {
        return new SpanSummary(
                "test",
                SpanType.of("LLM"),
                null,
                null,
                null,
                span.attributes().text("gen_ai.request.model"),
                null,
                Usage.NONE,
                false,
                null,
                0,
                null,
                null,
                span.attributes().text("session.id"),
                null,
                null,
                null,
                null,
                span.status().message().isEmpty() ? null : span.status().message(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
    }

    @Override
    public Cost price(Span span, SpanSummary summary) {
        return Cost.NONE;
    }

    static SpanContent content(Span span, List<LogRecord> logs) {
        String question = span.attributes().text("question");
        return new SpanContent(
                question == null ? List.of() : List.of(Message.text("user", question)),
                List.of(new Message(
                        "assistant",
                        null,
                        List.of(new Message.Part.ToolCall("call-1", "search", Value.of("x"))),
                        "tool_calls")),
                null,
                Value.of("out"),
                Map.of("temperature", Value.of(0.5)),
                List.of(new SpanContent.Document("d1", "text", 0.9, null)),
                List.of(new SpanContent.ToolDefinition("search", null, null)),
                new SpanContent.ToolUse("search", null, null, null, Value.of(1)),
                null,
                new SpanContent.PromptRef("greeting", "2"));
    }
}
