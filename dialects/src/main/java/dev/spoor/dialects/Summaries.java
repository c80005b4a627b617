package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.json.JsonPreview;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.Message;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a summary of a draft that is filled. */
final class Summaries {
    private static final int MAX_TAGS = 100;

    private Summaries() {}

    static SpanSummary finish(String dialect, SpanView view, Draft draft, boolean previews) {
        Usage usage = Tokens.of(draft);
        SpanType type = type(draft);
        return new SpanSummary(
                dialect,
                type,
                draft.text(Field.NAME),
                draft.text(Field.TRACE_NAME),
                Providers.canonical(draft.text(Field.PROVIDER)),
                model(draft, Field.REQUEST_MODEL),
                model(draft, Field.RESPONSE_MODEL),
                usage,
                type.callsModel(),
                cost(draft),
                timeToFirstToken(draft),
                // Some name on a model's call the tool that it asks for; it is not the one that calls it.
                type.callsModel() ? null : draft.text(Field.TOOL_NAME),
                draft.text(Field.AGENT_NAME),
                draft.text(Field.SESSION),
                draft.text(Field.USER),
                environment(view, draft),
                release(view, draft),
                draft.text(Field.ERROR_TYPE),
                draft.text(Field.ERROR_MESSAGE),
                texts(draft.get(Field.FINISH_REASONS)),
                previews ? inputPreview(draft) : null,
                previews ? outputPreview(draft) : null,
                tags(draft),
                metadata(draft));
    }

    /** A span that names a model calls one, when nothing says otherwise. */
    private static SpanType type(Draft draft) {
        if (draft.type != null) {
            return draft.type;
        }
        String model = draft.text(draft.has(Field.RESPONSE_MODEL) ? Field.RESPONSE_MODEL : Field.REQUEST_MODEL);
        if (model == null) {
            return SpanType.UNKNOWN;
        }
        return model.contains("embed") ? SpanType.EMBEDDING : SpanType.LLM;
    }

    /** Micrometer's observations say none, or unknown, where nothing is known, as of a call that failed. */
    private static @Nullable String model(Draft draft, Field field) {
        String name = draft.text(field);
        return "none".equals(name) || "unknown".equals(name) ? null : name;
    }

    private static @Nullable BigDecimal cost(Draft draft) {
        BigDecimal total = decimal(draft.get(Field.COST_USD));
        if (total != null) {
            return total;
        }
        BigDecimal input = decimal(draft.get(Field.INPUT_COST_USD));
        BigDecimal output = decimal(draft.get(Field.OUTPUT_COST_USD));
        return input == null ? output : output == null ? input : input.add(output);
    }

    private static @Nullable BigDecimal decimal(@Nullable Value value) {
        double number = Json.number(value);
        if (value == null || Double.isNaN(number) || number < 0) {
            return null;
        }
        if (value instanceof Value.Text text) {
            try {
                return new BigDecimal(text.text().trim());
            } catch (NumberFormatException e) {
                return BigDecimal.valueOf(number);
            }
        }
        return BigDecimal.valueOf(number);
    }

    private static long timeToFirstToken(Draft draft) {
        double seconds = Json.number(draft.get(Field.TIME_TO_FIRST_TOKEN_SECONDS));
        if (Double.isNaN(seconds)) {
            seconds = Json.number(draft.get(Field.TIME_TO_FIRST_TOKEN_MILLIS)) / 1e3;
        }
        return seconds > 0 && seconds < 1e9 ? Math.round(seconds * 1e9) : 0;
    }

    private static @Nullable String environment(SpanView view, Draft draft) {
        String given = draft.text(Field.ENVIRONMENT);
        return given != null ? given : resource(view, "deployment.environment.name", "deployment.environment");
    }

    private static @Nullable String release(SpanView view, Draft draft) {
        String given = draft.text(Field.RELEASE);
        return given != null ? given : resource(view, "service.version");
    }

    private static @Nullable String resource(SpanView view, String... keys) {
        for (String key : keys) {
            String text = view.span.resource().attributes().text(key);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    /** A list of texts, also as JSON; a single text is a list of it. */
    static List<String> texts(@Nullable Value value) {
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Value item : Json.items(Json.unfold(value))) {
            if (!(item instanceof Value.Empty)) {
                texts.add(Json.text(item));
            }
        }
        return texts;
    }

    private static Map<String, String> tags(Draft draft) {
        Value value = draft.get(Field.TAGS);
        if (value == null) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        if (Json.unfold(value) instanceof Value.MapOf map) {
            map.entries().forEach((key, tag) -> tags.putIfAbsent(key, Json.text(tag)));
        } else {
            for (String tag : texts(value)) {
                if (!tag.isBlank() && tags.size() < MAX_TAGS) {
                    tags.put(tag, "true");
                }
            }
        }
        return tags;
    }

    private static Map<String, String> metadata(Draft draft) {
        Value value = draft.get(Field.METADATA);
        if (value != null && Json.unfold(value) instanceof Value.MapOf map) {
            map.entries().forEach((key, entry) -> draft.metadata(key, SpanView.present(entry)));
        }
        return draft.metadata;
    }

    private static @Nullable String inputPreview(Draft draft) {
        if (draft.inputPreview != null) {
            return JsonPreview.cut(draft.inputPreview);
        }
        for (Field field : new Field[] {Field.INPUT_MESSAGES, Field.INPUT, Field.TOOL_ARGUMENTS}) {
            Value value = draft.get(field);
            if (value != null) {
                return value instanceof Value.Text text ? JsonPreview.lastUser(text.text()) : ofTree(value, "user");
            }
        }
        return null;
    }

    private static @Nullable String outputPreview(Draft draft) {
        if (draft.outputPreview != null) {
            return JsonPreview.cut(draft.outputPreview);
        }
        for (Field field : new Field[] {Field.OUTPUT_MESSAGES, Field.OUTPUT, Field.TOOL_RESULT, Field.DOCUMENTS}) {
            Value value = draft.get(field);
            if (value != null) {
                return value instanceof Value.Text text ? JsonPreview.answer(text.text()) : ofTree(value, "assistant");
            }
        }
        return null;
    }

    private static @Nullable String ofTree(Value value, String role) {
        List<Message> messages = Messages.read(value, role);
        String words = lastWords(messages, role);
        return words != null ? words : JsonPreview.cut(Json.text(value));
    }

    /** Takes previews from messages that came as events, where attributes have none. */
    static void preview(GenAiEvents events, Draft draft) {
        if (draft.withContent && draft.inputPreview == null && !draft.has(Field.INPUT_MESSAGES)) {
            draft.inputPreview = lastWords(events.input(), "user");
        }
        if (draft.withContent && draft.outputPreview == null && !draft.has(Field.OUTPUT_MESSAGES)) {
            draft.outputPreview = lastWords(events.output(), "assistant");
        }
    }

    /** The text of the last message of that role that has any. */
    static @Nullable String lastWords(List<Message> messages, String role) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals(role)) {
                StringBuilder words = new StringBuilder();
                for (Message.Part part : messages.get(i).parts()) {
                    if (part instanceof Message.Part.Text text) {
                        words.append(words.isEmpty() ? "" : " ").append(text.text());
                    }
                }
                if (!words.toString().isBlank()) {
                    return JsonPreview.cut(words.toString());
                }
            }
        }
        return null;
    }
}
