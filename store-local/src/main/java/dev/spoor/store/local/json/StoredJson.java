package dev.spoor.store.local.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records as JSON, by their component names. Later versions may add components: unknown ones are ignored on reading, and
 * missing ones are null. Ids are hex; a {@link Value} is natural JSON, bytes as base64 text.
 */
public final class StoredJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addModule(new SimpleModule()
                    .addSerializer(TraceId.class, ToStringSerializer.instance)
                    .addSerializer(SpanId.class, ToStringSerializer.instance)
                    .addDeserializer(TraceId.class, new TraceIdReader())
                    .addDeserializer(SpanId.class, new SpanIdReader())
                    .addSerializer(Value.class, new ValueWriter())
                    .addDeserializer(Value.class, new ValueReader()))
            .build();

    private StoredJson() {}

    public static byte[] bytes(Object record) {
        return text(record).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Object record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + record, e);
        }
    }

    /** @throws IllegalArgumentException when the text is not JSON of that type */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected JSON of " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    public static <T> T read(byte[] json, Class<T> type) {
        return read(new String(json, StandardCharsets.UTF_8), type);
    }

    private static final class TraceIdReader extends FromStringDeserializer<TraceId> {
        TraceIdReader() {
            super(TraceId.class);
        }

        @Override
        protected TraceId _deserialize(String value, DeserializationContext context) {
            return TraceId.parse(value);
        }
    }

    private static final class SpanIdReader extends FromStringDeserializer<SpanId> {
        SpanIdReader() {
            super(SpanId.class);
        }

        @Override
        protected SpanId _deserialize(String value, DeserializationContext context) {
            return SpanId.parse(value);
        }
    }

    private static final class ValueWriter extends StdSerializer<Value> {
        ValueWriter() {
            super(Value.class);
        }

        @Override
        public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
            switch (value) {
                case Value.Text(String text) -> out.writeString(text);
                case Value.Bool(boolean bool) -> out.writeBoolean(bool);
                case Value.Int(long number) -> out.writeNumber(number);
                case Value.Real(double number) -> out.writeNumber(number);
                case Value.Bytes bytes -> out.writeString(Base64.getEncoder().encodeToString(bytes.bytes()));
                case Value.Empty empty -> out.writeNull();
                case Value.ListOf(List<Value> items) -> {
                    out.writeStartArray();
                    for (Value item : items) {
                        serialize(item, out, provider);
                    }
                    out.writeEndArray();
                }
                case Value.MapOf(Map<String, Value> entries) -> {
                    out.writeStartObject();
                    for (Map.Entry<String, Value> entry : entries.entrySet()) {
                        out.writeFieldName(entry.getKey());
                        serialize(entry.getValue(), out, provider);
                    }
                    out.writeEndObject();
                }
            }
        }
    }

    private static final class ValueReader extends StdDeserializer<Value> {
        ValueReader() {
            super(Value.class);
        }

        @Override
        public Value getNullValue(DeserializationContext context) {
            return Value.EMPTY;
        }

        @Override
        public Value deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode tree = in.readValueAsTree();
            return value(tree);
        }

        private static Value value(JsonNode node) {
            if (node.isTextual()) {
                return Value.of(node.textValue());
            }
            if (node.isBoolean()) {
                return Value.of(node.booleanValue());
            }
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return Value.of(node.longValue());
            }
            if (node.isNumber()) {
                return Value.of(node.doubleValue());
            }
            if (node.isArray()) {
                List<Value> items = new ArrayList<>();
                node.forEach(item -> items.add(value(item)));
                return new Value.ListOf(items);
            }
            if (node.isObject()) {
                Map<String, Value> entries = new LinkedHashMap<>();
                node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
                return new Value.MapOf(entries);
            }
            return Value.EMPTY;
        }
    }
}
