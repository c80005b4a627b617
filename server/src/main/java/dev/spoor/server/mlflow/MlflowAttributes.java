package dev.spoor.server.mlflow;

import dev.spoor.model.Message;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Value;
import dev.spoor.server.Services;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span's attributes as MLflow's clients look for them: those that were sent, and for spans of other SDKs the
 * {@code mlflow.} ones that say the same.
 */
final class MlflowAttributes {
    private static final String INPUTS = "mlflow.spanInputs";
    private static final String OUTPUTS = "mlflow.spanOutputs";

    private final Services services;

    MlflowAttributes(Services services) {
        this.services = services;
    }

    /**
     * @param traceId as it is shown
     * @param costUsd what the span cost; null when that is not known
     */
    Map<String, Value> of(Span span, String traceId, @Nullable BigDecimal costUsd) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        span.attributes().forEach(attributes::put);
        attributes.put("mlflow.traceRequestId", Value.of(traceId));
        SpanSummary summary = services.spanReader().summarise(span);
        attributes.putIfAbsent("mlflow.spanType", Value.of(summary.type().name()));
        if (!attributes.containsKey(INPUTS) || !attributes.containsKey(OUTPUTS)) {
            SpanContent content = services.contentReader().read(span, List.of());
            put(attributes, INPUTS, inputs(content));
            put(attributes, OUTPUTS, outputs(content));
        }
        if (!summary.usage().isEmpty()) {
            attributes.putIfAbsent(
                    "mlflow.chat.tokenUsage", ProtoJson.value(TraceInfoJson.tokenUsage(summary.usage())));
        }
        put(attributes, "mlflow.llm.model", text(summary.model()));
        put(attributes, "mlflow.llm.provider", text(summary.provider()));
        if (costUsd != null) {
            attributes.putIfAbsent(
                    "mlflow.llm.cost", new Value.MapOf(Map.of("total_cost", Value.of(costUsd.doubleValue()))));
        }
        return attributes;
    }

    private static void put(Map<String, Value> attributes, String key, @Nullable Value value) {
        if (value != null && !(value instanceof Value.Empty)) {
            attributes.putIfAbsent(key, value);
        }
    }

    private static @Nullable Value text(@Nullable String text) {
        return text == null ? null : Value.of(text);
    }

    private static @Nullable Value inputs(SpanContent content) {
        if (content.toolUse() != null && content.toolUse().arguments() != null) {
            return content.toolUse().arguments();
        }
        return content.inputMessages().isEmpty()
                ? content.inputs()
                : new Value.MapOf(Map.of("messages", messages(content.inputMessages())));
    }

    private static @Nullable Value outputs(SpanContent content) {
        if (content.toolUse() != null && content.toolUse().result() != null) {
            return content.toolUse().result();
        }
        return content.outputMessages().isEmpty()
                ? content.outputs()
                : new Value.MapOf(Map.of("messages", messages(content.outputMessages())));
    }

    /** In the form of OpenAI's chat, which MLflow shows as a conversation. */
    private static Value messages(List<Message> messages) {
        List<Value> list = new ArrayList<>();
        for (Message message : messages) {
            StringBuilder words = new StringBuilder();
            List<Value> calls = new ArrayList<>();
            Map<String, Value> node = new LinkedHashMap<>();
            node.put("role", Value.of(message.role()));
            for (Message.Part part : message.parts()) {
                switch (part) {
                    case Message.Part.Text text ->
                        words.append(words.isEmpty() ? "" : "\n").append(text.text());
                    case Message.Part.ToolCall call -> calls.add(call(call));
                    case Message.Part.ToolResult result -> {
                        words.append(words.isEmpty() ? "" : "\n")
                                .append(
                                        result.result() instanceof Value.Text text
                                                ? text.text()
                                                : ProtoJson.node(result.result())
                                                        .toString());
                        put(node, "tool_call_id", text(result.id()));
                    }
                    default -> {
                        // Thoughts, media and what else there is are seen on the span's own attributes.
                    }
                }
            }
            node.put("content", Value.of(words.toString()));
            if (!calls.isEmpty()) {
                node.put("tool_calls", new Value.ListOf(calls));
            }
            list.add(new Value.MapOf(node));
        }
        return new Value.ListOf(list);
    }

    private static Value call(Message.Part.ToolCall call) {
        Map<String, Value> function = new LinkedHashMap<>();
        function.put("name", Value.of(call.name()));
        function.put(
                "arguments",
                call.arguments() instanceof Value.Text text
                        ? text
                        : Value.of(ProtoJson.node(call.arguments()).toString()));
        Map<String, Value> node = new LinkedHashMap<>();
        put(node, "id", text(call.id()));
        node.put("type", Value.of("function"));
        node.put("function", new Value.MapOf(function));
        return new Value.MapOf(node);
    }
}
