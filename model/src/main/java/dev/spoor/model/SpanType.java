package dev.spoor.model;

import java.util.Locale;
import java.util.Set;

/**
 * What a span does in an LLM application. The constants are MLflow's types; any other text of the user's own is a type
 * too and keeps its spelling.
 */
public record SpanType(String name) {
    public static final SpanType UNKNOWN = new SpanType("UNKNOWN");
    public static final SpanType LLM = new SpanType("LLM");
    public static final SpanType CHAT_MODEL = new SpanType("CHAT_MODEL");
    public static final SpanType CHAIN = new SpanType("CHAIN");
    public static final SpanType AGENT = new SpanType("AGENT");
    public static final SpanType TOOL = new SpanType("TOOL");
    public static final SpanType EMBEDDING = new SpanType("EMBEDDING");
    public static final SpanType RETRIEVER = new SpanType("RETRIEVER");
    public static final SpanType PARSER = new SpanType("PARSER");
    public static final SpanType RERANKER = new SpanType("RERANKER");
    public static final SpanType MEMORY = new SpanType("MEMORY");
    public static final SpanType WORKFLOW = new SpanType("WORKFLOW");
    public static final SpanType TASK = new SpanType("TASK");
    public static final SpanType GUARDRAIL = new SpanType("GUARDRAIL");
    public static final SpanType EVALUATOR = new SpanType("EVALUATOR");

    /** The types that have a meaning of their own here, in the order people read them. */
    public static final Set<SpanType> KNOWN =
            java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(java.util.List.of(
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
                    EVALUATOR)));

    /** The known type of that name in any case, else a type with the text as it is; blank is {@link #UNKNOWN}. */
    public static SpanType of(String text) {
        if (text.isBlank()) {
            return UNKNOWN;
        }
        SpanType upper = new SpanType(text.toUpperCase(Locale.ROOT));
        return KNOWN.contains(upper) ? upper : new SpanType(text);
    }

    /** Whether a span of this type calls a model itself, so that its usage counts in the sums of its trace. */
    public boolean callsModel() {
        return equals(LLM) || equals(CHAT_MODEL) || equals(EMBEDDING) || equals(RERANKER);
    }

    @Override
    public String toString() {
        return name;
    }
}
