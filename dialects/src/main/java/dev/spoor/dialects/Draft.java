package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Attributes;
import dev.spoor.model.Message;
import dev.spoor.model.SpanContent.Document;
import dev.spoor.model.SpanContent.ToolDefinition;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a span so far. The first value of a field stays: dialects are asked best first. For one thread. */
final class Draft {
    private static final int MAX_METADATA_ENTRIES = 100;
    private static final int MAX_METADATA_CHARS = 1000;
    private static final Field[] FIELDS = Field.values();

    private final @Nullable Value[] slots = new Value[FIELDS.length];

    /** Whether what went in and came out is wanted too. Where it is not, its slots stay empty. */
    final boolean withContent;

    @Nullable
    SpanType type;

    /** Previews that a dialect found without a value for the slot, in pieces of a message spread over many keys. */
    @Nullable
    String inputPreview;

    @Nullable
    String outputPreview;

    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, Value> parameters = new LinkedHashMap<>();
    List<Message> inputMessages = List.of();
    List<Message> outputMessages = List.of();
    final List<Document> documents = new ArrayList<>();
    final List<ToolDefinition> tools = new ArrayList<>();

    Draft(boolean withContent) {
        this.withContent = withContent;
    }

    boolean has(Field field) {
        return slots[field.ordinal()] != null;
    }

    @Nullable
    Value get(Field field) {
        return slots[field.ordinal()];
    }

    @Nullable
    String text(Field field) {
        Value value = get(field);
        if (value == null) {
            return null;
        }
        // MLflow's SDKs write every value as JSON, so a name comes in quotes.
        String text = Json.text(value);
        return text.length() > 1 && text.charAt(0) == '"' ? Json.text(Json.unfold(value)) : text;
    }

    /** Tokens of the field; -1 when unknown. */
    long count(Field field) {
        return Json.count(get(field));
    }

    void put(Field field, @Nullable Value value) {
        if (slots[field.ordinal()] == null) {
            slots[field.ordinal()] = SpanView.present(value);
        }
    }

    void put(Field field, @Nullable String text) {
        if (text != null) {
            put(field, Value.of(text));
        }
    }

    void count(Field field, long tokens) {
        if (tokens >= 0) {
            put(field, Value.of(tokens));
        }
    }

    /** Replaces what is known, for what can only be said once all of a dialect's fields are in. */
    void replace(Field field, Value value) {
        slots[field.ordinal()] = value;
    }

    void metadata(String key, @Nullable Value value) {
        if (value != null && metadata.size() < MAX_METADATA_ENTRIES) {
            String text = Json.text(value);
            metadata.putIfAbsent(
                    key, text.length() > MAX_METADATA_CHARS ? text.substring(0, MAX_METADATA_CHARS) : text);
        }
    }

    /** Takes the conversation that went in, unless one is known. */
    void input(List<Message> messages) {
        if (inputMessages.isEmpty()) {
            inputMessages = messages;
        }
    }

    void output(List<Message> messages) {
        if (outputMessages.isEmpty()) {
            outputMessages = messages;
        }
    }

    void fill(KeyTable.Entry[] entries, SpanView span) {
        fill(entries, span.attributes);
    }

    void fill(KeyTable.Entry[] entries, Attributes attributes) {
        for (KeyTable.Entry entry : entries) {
            if (slots[entry.field().ordinal()] == null) {
                for (String key : entry.keys()) {
                    Value value = SpanView.present(attributes.get(key));
                    if (value != null) {
                        slots[entry.field().ordinal()] = value;
                        break;
                    }
                }
            }
        }
    }
}
