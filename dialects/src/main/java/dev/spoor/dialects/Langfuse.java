package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's SDKs. Usage comes in buckets that exclude each other, so their sum is the total; a failure may be told by
 * the level alone, with the status left unset.
 */
final class Langfuse extends Dialect {
    Langfuse() {
        super(
                "langfuse",
                KeyTable.of()
                        .with(Field.REQUEST_MODEL, "langfuse.observation.model.name", "langfuse.observation.model")
                        .with(Field.SESSION, "langfuse.session.id", "session.id")
                        .with(Field.USER, "langfuse.user.id", "user.id")
                        .with(Field.TRACE_NAME, "langfuse.trace.name")
                        .with(Field.TAGS, "langfuse.trace.tags")
                        .with(Field.METADATA, "langfuse.trace.metadata")
                        .with(Field.ENVIRONMENT, "langfuse.environment")
                        .with(Field.RELEASE, "langfuse.release", "langfuse.version")
                        .with(Field.PARAMETERS, "langfuse.observation.model.parameters")
                        .with(Field.PROMPT_NAME, "langfuse.observation.prompt.name")
                        .with(Field.PROMPT_VERSION, "langfuse.observation.prompt.version")
                        .with(Field.INPUT, "langfuse.observation.input", "langfuse.trace.input")
                        .with(Field.OUTPUT, "langfuse.observation.output", "langfuse.trace.output")
                        .metadata("langfuse.trace.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        // LiveKit's agents say this too, for Langfuse, of spans in their own words.
        return key.startsWith("langfuse.") && !key.equals("langfuse.observation.completion_start_time");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("langfuse.observation.type")) {
            case "generation" -> SpanType.LLM;
            case "embedding" -> SpanType.EMBEDDING;
            case "agent" -> SpanType.AGENT;
            case "tool" -> SpanType.TOOL;
            case "chain" -> SpanType.CHAIN;
            case "retriever" -> SpanType.RETRIEVER;
            case "guardrail" -> SpanType.GUARDRAIL;
            case "evaluator" -> SpanType.EVALUATOR;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.json("langfuse.observation.usage_details") instanceof Value.MapOf usage
                && !draft.has(Field.INPUT_TOKENS)) {
            usage(usage.entries(), draft);
        }
        Value cost = span.json("langfuse.observation.cost_details");
        if (Json.number(Json.at(cost, "total")) > 0 || draft.has(Field.INPUT_TOKENS)) {
            draft.put(Field.COST_USD, Json.at(cost, "total"));
            draft.put(Field.INPUT_COST_USD, Json.at(cost, "input"));
            draft.put(Field.OUTPUT_COST_USD, Json.at(cost, "output"));
        }
        if (span.word("langfuse.observation.level").equals("error")) {
            draft.put(Field.ERROR_MESSAGE, span.value("langfuse.observation.status_message"));
            draft.put(Field.ERROR_TYPE, "error");
        }
        Value start = span.json("langfuse.observation.completion_start_time");
        if (start instanceof Value.Text text) {
            timeToFirstToken(span, text.text(), draft);
        }
        String type = span.word("langfuse.observation.type");
        if (type.equals("tool")) {
            draft.put(Field.TOOL_NAME, span.span.name());
        } else if (type.equals("agent")) {
            draft.put(Field.AGENT_NAME, span.span.name());
        }
    }

    private static void usage(Map<String, Value> buckets, Draft draft) {
        long input = 0;
        long output = 0;
        long oneHour = 0;
        long write = 0;
        for (Map.Entry<String, Value> bucket : buckets.entrySet()) {
            String name = bucket.getKey();
            long tokens = Math.max(0, Json.count(bucket.getValue()));
            if (name.startsWith("input")) {
                input += tokens;
                write += name.startsWith("input_cache_creation") ? tokens : 0;
                oneHour += name.equals("input_cache_creation_1h") ? tokens : 0;
            } else if (name.startsWith("output")) {
                output += tokens;
            } else if (name.startsWith("cache_read_input_tokens")) {
                input += tokens;
                draft.count(Field.CACHE_READ_TOKENS, tokens);
            } else if (name.startsWith("cache_creation_input_tokens")) {
                input += tokens;
                write += tokens;
            }
        }
        draft.count(Field.INPUT_TOKENS, input);
        draft.count(Field.OUTPUT_TOKENS, output);
        count(draft, Field.CACHE_READ_TOKENS, buckets, "input_cached_tokens", "input_cache_read");
        draft.count(Field.CACHE_WRITE_TOKENS, write);
        draft.count(Field.CACHE_WRITE_ONE_HOUR_TOKENS, oneHour);
        count(draft, Field.REASONING_TOKENS, buckets, "output_reasoning_tokens", "output_reasoning");
        count(draft, Field.INPUT_AUDIO_TOKENS, buckets, "input_audio_tokens", "input_audio");
        count(draft, Field.OUTPUT_AUDIO_TOKENS, buckets, "output_audio_tokens", "output_audio");
        count(draft, Field.TOTAL_TOKENS, buckets, "total");
    }

    private static void count(Draft draft, Field field, Map<String, Value> buckets, String... names) {
        for (String name : names) {
            draft.count(field, Json.count(buckets.get(name)));
        }
    }

    private static void timeToFirstToken(SpanView span, String iso, Draft draft) {
        try {
            Instant first = Instant.parse(iso);
            double millis = first.toEpochMilli() - span.span.startEpochNanos() / 1e6;
            draft.put(Field.TIME_TO_FIRST_TOKEN_MILLIS, Value.of(millis));
        } catch (DateTimeParseException e) {
            // Not a time: then it is unknown.
        }
    }
}
