package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** OpenLLMetry and Traceloop's SDK: workflow spans, and model calls with one key for each field of each message. */
final class Traceloop extends Dialect {
    private static final String PROMPT = "gen_ai.prompt.";
    private static final String COMPLETION = "gen_ai.completion.";
    private static final Indexed.Keys PROMPT_ROLE = new Indexed.Keys(PROMPT, ".role");
    private static final Indexed.Keys PROMPT_CONTENT = new Indexed.Keys(PROMPT, ".content");

    Traceloop() {
        super(
                "traceloop",
                KeyTable.of()
                        .with(
                                Field.CACHE_READ_TOKENS,
                                "gen_ai.usage.cache_read_input_tokens",
                                "gen_ai.usage.cache_read.input_tokens")
                        .with(
                                Field.CACHE_WRITE_TOKENS,
                                "gen_ai.usage.cache_creation_input_tokens",
                                "gen_ai.usage.cache_creation.input_tokens")
                        .with(Field.REASONING_TOKENS, "gen_ai.usage.reasoning_tokens", "llm.usage.reasoning_tokens")
                        .with(Field.TOTAL_TOKENS, "llm.usage.total_tokens", "gen_ai.usage.total_tokens")
                        .with(Field.FINISH_REASONS, "gen_ai.completion.0.finish_reason", "llm.response.finish_reason")
                        .with(
                                Field.SESSION,
                                "traceloop.association.properties.session_id",
                                "traceloop.association.properties.thread_id",
                                "traceloop.association.properties.conversation_id")
                        .with(Field.USER, "traceloop.association.properties.user_id", "llm.user")
                        .with(Field.INPUT, "traceloop.entity.input")
                        .with(Field.OUTPUT, "traceloop.entity.output")
                        .with(Field.WORKFLOW, "traceloop.workflow.name")
                        .with(Field.PROMPT_NAME, "traceloop.prompt.key")
                        .with(
                                Field.PROMPT_VERSION,
                                "traceloop.prompt.version",
                                "traceloop.prompt.version_name",
                                "traceloop.prompt.version_hash")
                        .parameters("gen_ai.request.")
                        .metadata("traceloop.association.properties.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("traceloop.")
                || key.equals("llm.request.type")
                || key.startsWith("llm.usage.")
                || key.startsWith(PROMPT + "0.")
                || key.startsWith(COMPLETION + "0.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        SpanType kind = switch (span.word("traceloop.span.kind")) {
            case "workflow" -> SpanType.WORKFLOW;
            case "task" -> SpanType.TASK;
            case "agent" -> SpanType.AGENT;
            case "tool" -> SpanType.TOOL;
            default -> null;
        };
        if (kind != null) {
            return kind;
        }
        return switch (span.word("llm.request.type")) {
            case "chat", "completion" -> SpanType.LLM;
            case "embedding" -> SpanType.EMBEDDING;
            case "rerank" -> SpanType.RERANKER;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        String kind = span.word("traceloop.span.kind");
        if (kind.equals("tool")) {
            draft.put(Field.TOOL_NAME, span.value("traceloop.entity.name"));
        } else if (kind.equals("agent")) {
            draft.put(Field.AGENT_NAME, span.value("traceloop.entity.name"));
        }
        if (draft.withContent && draft.inputPreview == null && span.has(PROMPT_ROLE.at(0))) {
            for (int i = 0; span.has(PROMPT_ROLE.at(i)); i++) {
                if (span.word(PROMPT_ROLE.at(i)).equals("user")) {
                    draft.inputPreview = span.text(PROMPT_CONTENT.at(i));
                }
            }
        }
        if (draft.withContent && draft.outputPreview == null) {
            draft.outputPreview = span.text(COMPLETION + "0.content");
        }
    }

    @Override
    void read(SpanView span, Draft draft) {
        draft.input(Messages.read(Indexed.tree(span, PROMPT), "user"));
        draft.output(Messages.read(Indexed.tree(span, COMPLETION), "assistant"));
        for (Value tool : Json.items(Indexed.tree(span, "llm.request.functions."))) {
            Contents.addTool(draft.tools, tool);
        }
    }
}
