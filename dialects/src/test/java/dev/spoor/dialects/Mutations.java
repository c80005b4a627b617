package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes what an SDK sent in ways that senders do by mistake, or on purpose. The same random numbers change it the same. */
final class Mutations {
    private static final int HUGE_CHARS = 200_000;
    /** OTLP's own values may nest no deeper. */
    private static final int MAX_DEPTH = 60;

    private final Random random;
    private final List<String> otherKeys;

    /** @param otherKeys keys under which a value may turn up too */
    Mutations(Random random, List<String> otherKeys) {
        this.random = random;
        this.otherKeys = otherKeys;
    }

    Span of(Span span) {
        List<SpanEvent> events = new ArrayList<>();
        for (SpanEvent event : span.events()) {
            events.add(new SpanEvent(event.epochNanos(), event.name(), of(event.attributes())));
            if (random.nextInt(4) == 0) {
                events.add(event);
            }
        }
        return new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.traceState(),
                span.flags(),
                random.nextInt(10) == 0 ? "" : span.name(),
                span.kind(),
                span.startEpochNanos(),
                random.nextInt(10) == 0 ? 0 : span.endEpochNanos(),
                span.status(),
                of(span.attributes()),
                events,
                span.links(),
                span.resource(),
                span.scope(),
                span.dropped());
    }

    LogRecord of(LogRecord log) {
        return new LogRecord(
                log.traceId(),
                log.spanId(),
                log.epochNanos(),
                log.severityNumber(),
                log.severityText(),
                log.eventName(),
                random.nextBoolean() ? of(log.body()) : log.body(),
                of(log.attributes()),
                log.resource(),
                log.scope());
    }

    /** Some entries are left out, some turn up under another key too, some hold something else. */
    Attributes of(Attributes attributes) {
        Map<String, Value> mutated = new LinkedHashMap<>();
        attributes.forEach((key, value) -> {
            switch (random.nextInt(8)) {
                case 0 -> {
                    // Left out.
                }
                case 1 -> {
                    mutated.put(key, value);
                    mutated.put(otherKeys.get(random.nextInt(otherKeys.size())), value);
                }
                case 2, 3, 4 -> mutated.put(key, of(value));
                default -> mutated.put(key, value);
            }
        });
        return Attributes.of(mutated);
    }

    Value of(Value value) {
        return switch (random.nextInt(12)) {
            case 0 -> retyped(value);
            case 1 -> cutOff(value);
            case 2 -> folded(value);
            case 3 -> Json.unfold(value);
            case 4 -> nested(value);
            case 5 -> random.nextInt(8) == 0 ? huge(value) : Value.EMPTY;
            case 6 -> brokenText(value);
            default -> inside(value);
        };
    }

    private Value retyped(Value value) {
        String text = Json.text(value);
        return switch (random.nextInt(8)) {
            case 0 -> Value.of(text);
            case 1 -> Value.of(random.nextLong());
            case 2 -> Value.of(random.nextBoolean() ? Double.NaN : -1e300 * random.nextDouble());
            case 3 -> Value.of(random.nextBoolean());
            case 4 -> new Value.Bytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case 5 -> new Value.ListOf(List.of(value, Value.EMPTY));
            case 6 -> new Value.MapOf(Map.of("content", value));
            default -> Value.of("-" + random.nextLong());
        };
    }

    private Value cutOff(Value value) {
        String text = Json.text(value);
        return text.isEmpty() ? value : Value.of(text.substring(0, random.nextInt(text.length())));
    }

    /** JSON of it, and JSON of that. */
    private Value folded(Value value) {
        Value folded = value;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            folded = Value.of(Json.write(folded));
        }
        return folded;
    }

    private Value nested(Value value) {
        Value nested = value;
        for (int i = random.nextInt(MAX_DEPTH - 10); i > 0; i--) {
            nested = random.nextBoolean()
                    ? new Value.ListOf(List.of(nested))
                    : new Value.MapOf(Map.of(random.nextBoolean() ? "content" : "message", nested));
        }
        return random.nextBoolean() ? nested : Value.of("[".repeat(300) + Json.write(nested) + "]".repeat(300));
    }

    private Value huge(Value value) {
        String text = Json.text(value);
        String once = text.isEmpty() ? "x" : text;
        return Value.of(once.repeat(1 + HUGE_CHARS / once.length()));
    }

    /** What is left where bytes were no UTF-8, half a character, and what no JSON may hold. */
    private Value brokenText(Value value) {
        StringBuilder text = new StringBuilder(Json.text(value));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            char broken = "\ufffd\ud800\udc00\u0000\u001b\u2028".charAt(random.nextInt(6));
            text.insert(random.nextInt(text.length() + 1), broken);
        }
        return Value.of(text.toString());
    }

    /** The same tree, with something else at some place in it; as text again when it came as text. */
    private Value inside(Value value) {
        Value tree = Json.unfold(value);
        Value changed = changed(tree);
        return value instanceof Value.Text && !(tree instanceof Value.Text) ? Value.of(Json.write(changed)) : changed;
    }

    private Value changed(Value value) {
        if (value instanceof Value.ListOf list && !list.items().isEmpty() && random.nextInt(4) > 0) {
            List<Value> items = new ArrayList<>(list.items());
            int at = random.nextInt(items.size());
            items.set(at, changed(items.get(at)));
            return new Value.ListOf(items);
        }
        if (value instanceof Value.MapOf map && !map.entries().isEmpty() && random.nextInt(4) > 0) {
            Map<String, Value> entries = new LinkedHashMap<>(map.entries());
            String key = List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
            entries.put(key, changed(entries.get(key)));
            return new Value.MapOf(entries);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Value.EMPTY;
            case 1 -> new Value.ListOf(List.of());
            case 2 -> new Value.MapOf(Map.of());
            default -> retyped(value);
        };
    }
}
