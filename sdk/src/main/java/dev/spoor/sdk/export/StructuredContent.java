package dev.spoor.sdk.export;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.SpoorAttributes;
import dev.spoor.sdk.json.JsonReader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as MLflow's own client sends it: inputs and outputs are values and not JSON in a text, since a reader there would
 * get a text where it expects a map; and each span has a type, be it {@code UNKNOWN}.
 */
final class StructuredContent extends DelegatingSpanData {
    private static final List<AttributeKey<String>> KEYS =
            List.of(SpoorAttributes.SPAN_INPUTS, SpoorAttributes.SPAN_OUTPUTS);

    private final Attributes attributes;

    private StructuredContent(SpanData span, Attributes attributes) {
        super(span);
        this.attributes = attributes;
    }

    /** The same span when it is so already. */
    static SpanData of(SpanData span) {
        AttributesBuilder builder = null;
        if (span.getAttributes().get(SpoorAttributes.SPAN_TYPE) == null) {
            builder = span.getAttributes().toBuilder().put(SpoorAttributes.SPAN_TYPE, SpanType.UNKNOWN.name());
        }
        for (AttributeKey<String> key : KEYS) {
            String json = span.getAttributes().get(key);
            if (json != null) {
                builder = builder == null ? span.getAttributes().toBuilder() : builder;
                put(builder, key, json);
            }
        }
        return builder == null ? span : new StructuredContent(span, builder.build());
    }

    private static void put(AttributesBuilder builder, AttributeKey<String> key, String json) {
        Object value;
        try {
            value = JsonReader.read(json);
        } catch (JsonReader.JsonException e) {
            // Somebody else's, and no JSON: it stays a text.
            return;
        }
        if (value instanceof String text) {
            builder.put(key, text);
        } else {
            builder.remove(key);
            builder.put(AttributeKey.valueKey(key.getKey()), value(value));
        }
    }

    private static Value<?> value(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Value<?>> values = new LinkedHashMap<>();
            map.forEach((key, inner) -> values.put(String.valueOf(key), value(inner)));
            return Value.of(values);
        } else if (json instanceof List<?> list) {
            List<Value<?>> values = new ArrayList<>(list.size());
            list.forEach(item -> values.add(value(item)));
            return Value.of(values);
        } else if (json instanceof Boolean flag) {
            return Value.of(flag.booleanValue());
        } else if (json instanceof Long number) {
            return Value.of(number.longValue());
        } else if (json instanceof BigDecimal number) {
            return Value.of(number.doubleValue());
        }
        return json == null ? Value.empty() : Value.of(json.toString());
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
