package dev.spoor.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.spoor.model.Attributes;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the API's conventions. Failures to write are {@link UncheckedIOException}, so that items can be written
 * from callbacks.
 */
public final class JsonOut {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private final JsonGenerator out;

    public JsonOut(JsonGenerator out) {
        this.out = out;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code {…}}. */
    public void object(Runnable fields) {
        write(out::writeStartObject);
        fields.run();
        write(out::writeEndObject);
    }

    /** {@code "name": {…}}. */
    public void object(String name, Runnable fields) {
        write(() -> out.writeFieldName(name));
        object(fields);
    }

    /** {@code "name": […]}. */
    public void array(String name, Runnable items) {
        write(() -> out.writeArrayFieldStart(name));
        items.run();
        write(out::writeEndArray);
    }

    /** {@code "name": […]} of the items, each written by {@code item}. */
    public <T> void array(String name, Iterable<T> items, Consumer<T> item) {
        array(name, () -> items.forEach(item));
    }

    public void text(String name, @Nullable Object value) {
        write(() -> out.writeStringField(name, value == null ? null : value.toString()));
    }

    public void number(String name, long value) {
        write(() -> out.writeNumberField(name, value));
    }

    public void real(String name, double value) {
        write(() -> out.writeNumberField(name, value));
    }

    /** Exact, without an exponent. */
    public void decimal(String name, @Nullable BigDecimal value) {
        write(() -> {
            out.writeFieldName(name);
            if (value == null) {
                out.writeNull();
            } else {
                out.writeNumber(value.toPlainString());
            }
        });
    }

    public void flag(String name, boolean value) {
        write(() -> out.writeBooleanField(name, value));
    }

    public void none(String name) {
        write(() -> out.writeNullField(name));
    }

    /** {@code <prefix>_time_unix_nano} and {@code <prefix>_time}; both null for 0. */
    public void time(String prefix, long epochNanos) {
        unixNano(prefix + "_time_unix_nano", epochNanos);
        isoNanos(prefix + "_time", epochNanos);
    }

    /** Decimal text; null for 0. */
    public void unixNano(String name, long epochNanos) {
        text(name, epochNanos == 0 ? null : Long.toUnsignedString(epochNanos));
    }

    /** ISO-8601; null for 0. */
    public void isoNanos(String name, long epochNanos) {
        text(name, epochNanos == 0 ? null : Instant.ofEpochSecond(0, epochNanos));
    }

    /** ISO-8601; null for 0. */
    public void isoMillis(String name, long epochMillis) {
        text(name, epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis));
    }

    /** A list of just these, within a list. */
    public void numbers(int... numbers) {
        write(() -> out.writeArray(numbers, 0, numbers.length));
    }

    public void texts(String name, List<String> items) {
        array(name, items, item -> write(() -> out.writeString(item)));
    }

    /** By key, so that answers are always the same. */
    public void map(String name, Map<String, String> entries) {
        object(name, () -> new TreeMap<>(entries).forEach(this::text));
    }

    public void usage(String name, Usage usage) {
        object(name, () -> {
            number("input", usage.input());
            number("cache_read", usage.cacheRead());
            number("cache_write", usage.cacheWrite());
            number("cache_write_one_hour", usage.cacheWriteOneHour());
            number("input_audio", usage.inputAudio());
            number("input_image", usage.inputImage());
            number("output", usage.output());
            number("reasoning", usage.reasoning());
            number("output_audio", usage.outputAudio());
            number("output_image", usage.outputImage());
            number("total_input", usage.totalInput());
            number("total_output", usage.totalOutput());
            number("total", usage.total());
        });
    }

    public void attributes(String name, Attributes attributes) {
        object(name, () -> attributes.forEach(this::value));
    }

    public void values(String name, Map<String, Value> entries) {
        object(name, () -> entries.forEach(this::value));
    }

    public void value(String name, @Nullable Value value) {
        write(() -> out.writeFieldName(name));
        value(value);
    }

    /** In natural JSON; what JSON or JavaScript cannot hold is text, bytes are an object with base64. */
    public void value(@Nullable Value value) {
        switch (value) {
            case null -> write(out::writeNull);
            case Value.Empty empty -> write(out::writeNull);
            case Value.Text text -> write(() -> out.writeString(text.text()));
            case Value.Bool bool -> write(() -> out.writeBoolean(bool.value()));
            case Value.Int number -> integer(number.value());
            case Value.Real number -> real(number.value());
            case Value.Bytes bytes -> object(() -> write(() -> out.writeBinaryField("base64", bytes.bytes())));
            case Value.ListOf list -> {
                write(out::writeStartArray);
                list.items().forEach(this::value);
                write(out::writeEndArray);
            }
            case Value.MapOf map -> object(() -> map.entries().forEach(this::value));
        }
    }

    private void integer(long value) {
        if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
            write(() -> out.writeString(Long.toString(value)));
        } else {
            write(() -> out.writeNumber(value));
        }
    }

    private void real(double value) {
        if (Double.isFinite(value)) {
            write(() -> out.writeNumber(value));
        } else {
            write(() -> out.writeString(Double.toString(value)));
        }
    }
}
