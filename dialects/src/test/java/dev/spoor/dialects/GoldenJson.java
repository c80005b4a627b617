package dev.spoor.dialects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.spoor.dialects.json.Json;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Message;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import java.io.IOException;
import java.util.List;

/** Readings as JSON that people can check: nothing that is empty, zero or absent. */
final class GoldenJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addMixIn(Message.Part.class, Typed.class)
            .addMixIn(Usage.class, NonZero.class)
            .addModule(new SimpleModule()
                    .addSerializer(Value.class, new ValueSerializer())
                    .addSerializer(SpanType.class, new TypeSerializer()))
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "part")
    private interface Typed {}

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private interface NonZero {}

    private record Reading(String span, SpanSummary summary, SpanContent content) {}

    private GoldenJson() {}

    /** Each span with its summary and content, in the order of their starts. */
    static String of(List<Span> spans, List<LogRecord> logs) {
        Dialects dialects = Dialects.standard();
        List<Reading> readings = spans.stream()
                .sorted(java.util.Comparator.comparingLong(Span::startEpochNanos)
                        .thenComparing(span -> span.parentSpanId() != null)
                        .thenComparing(Span::name)
                        .thenComparing(Span::spanId))
                .map(span -> new Reading(span.name(), dialects.summarise(span), dialects.read(span, logs)))
                .toList();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            return MAPPER.writer(printer).writeValueAsString(readings) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ValueSerializer extends JsonSerializer<Value> {
        @Override
        public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writePOJO(new RawValue(Json.write(value)));
        }

        @Override
        public void serializeWithType(
                Value value,
                JsonGenerator out,
                SerializerProvider provider,
                com.fasterxml.jackson.databind.jsontype.TypeSerializer type)
                throws IOException {
            serialize(value, out, provider);
        }
    }

    private static final class TypeSerializer extends JsonSerializer<SpanType> {
        @Override
        public void serialize(SpanType type, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(type.name());
        }
    }
}
