package dev.spoor.sdk;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a span does. The constants are MLflow's types; {@link #of} takes any other text too, which is kept as it is.
 *
 * @param name as it is sent
 * @param operation the operation of OpenTelemetry's GenAI conventions that means the same, or null
 */
public record SpanType(String name, @Nullable String operation) {
    public static final SpanType UNKNOWN = new SpanType("UNKNOWN", null);
    public static final SpanType LLM = new SpanType("LLM", "text_completion");
    public static final SpanType CHAT_MODEL = new SpanType("CHAT_MODEL", "chat");
    public static final SpanType CHAIN = new SpanType("CHAIN", null);
    public static final SpanType AGENT = new SpanType("AGENT", "invoke_agent");
    public static final SpanType TOOL = new SpanType("TOOL", "execute_tool");
    public static final SpanType EMBEDDING = new SpanType("EMBEDDING", "embeddings");
    public static final SpanType RETRIEVER = new SpanType("RETRIEVER", "retrieval");
    public static final SpanType PARSER = new SpanType("PARSER", null);
    public static final SpanType RERANKER = new SpanType("RERANKER", null);
    public static final SpanType MEMORY = new SpanType("MEMORY", null);
    public static final SpanType WORKFLOW = new SpanType("WORKFLOW", "invoke_workflow");
    public static final SpanType TASK = new SpanType("TASK", null);
    public static final SpanType GUARDRAIL = new SpanType("GUARDRAIL", null);
    public static final SpanType EVALUATOR = new SpanType("EVALUATOR", null);

    private static final Map<String, SpanType> KNOWN = Stream.of(
                    UNKNOWN,
                    LLM,
                    CHAT_MODEL,
                    CHAIN,
                    AGENT,
                    TOOL,
                    EMBEDDING,
                    RETRIEVER,
                    PARSER,
                    RERANKER,
                    MEMORY,
                    WORKFLOW,
                    TASK,
                    GUARDRAIL,
                    EVALUATOR)
            .collect(Collectors.toUnmodifiableMap(SpanType::name, Function.identity()));

    public SpanType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a span type needs a name");
        }
    }

    /** The constant of that name in any case, else a type of the caller's own. Blank is {@link #UNKNOWN}. */
    public static SpanType of(String name) {
        if (name.isBlank()) {
            return UNKNOWN;
        }
        SpanType known = KNOWN.get(name.toUpperCase(Locale.ROOT));
        return known != null ? known : new SpanType(name, null);
    }

    @Override
    public String toString() {
        return name;
    }
}
