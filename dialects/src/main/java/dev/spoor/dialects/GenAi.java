package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's GenAI conventions, in three generations: up to 1.36 (messages as events), 1.37 to 1.41 (messages as
 * attributes), and the conventions' own repository after that ({@code cache_write}, memory and plan operations).
 * See <a href="https://github.com/open-telemetry/semantic-conventions-genai">semantic-conventions-genai</a>.
 */
final class GenAi extends Dialect {
    static final KeyTable TABLE = KeyTable.of()
            .with(Field.PROVIDER, "gen_ai.provider.name", "gen_ai.system")
            .with(Field.REQUEST_MODEL, "gen_ai.request.model")
            .with(Field.RESPONSE_MODEL, "gen_ai.response.model")
            .with(Field.INPUT_TOKENS, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
            .with(Field.OUTPUT_TOKENS, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
            .with(Field.TOTAL_TOKENS, "gen_ai.usage.total_tokens")
            .with(
                    Field.CACHE_READ_TOKENS,
                    "gen_ai.usage.cache_read.input_tokens",
                    "gen_ai.usage.cache_read_input_tokens",
                    "gen_ai.usage.input_tokens.cached",
                    "gen_ai.usage.details.cache_read_tokens",
                    "gen_ai.usage.details.cache_read_input_tokens")
            .with(
                    Field.CACHE_WRITE_TOKENS,
                    "gen_ai.usage.cache_write.input_tokens",
                    "gen_ai.usage.cache_creation.input_tokens",
                    "gen_ai.usage.cache_creation_input_tokens",
                    "gen_ai.usage.cache_write_input_tokens",
                    "gen_ai.usage.details.cache_write_tokens",
                    "gen_ai.usage.details.cache_creation_input_tokens")
            .with(
                    Field.REASONING_TOKENS,
                    "gen_ai.usage.reasoning.output_tokens",
                    "gen_ai.usage.reasoning_tokens",
                    "gen_ai.usage.details.reasoning_tokens")
            .with(
                    Field.INPUT_AUDIO_TOKENS,
                    "gen_ai.usage.audio.input_tokens",
                    "gen_ai.usage.details.input_audio_tokens")
            .with(
                    Field.OUTPUT_AUDIO_TOKENS,
                    "gen_ai.usage.audio.output_tokens",
                    "gen_ai.usage.details.output_audio_tokens")
            .with(Field.INPUT_IMAGE_TOKENS, "gen_ai.usage.image.input_tokens")
            .with(Field.OUTPUT_IMAGE_TOKENS, "gen_ai.usage.image.output_tokens")
            .with(Field.COST_USD, "gen_ai.usage.cost", "gen_ai.cost.total_cost", "operation.cost")
            .with(Field.INPUT_COST_USD, "gen_ai.usage.input_cost", "gen_ai.cost.prompt_cost")
            .with(Field.OUTPUT_COST_USD, "gen_ai.usage.output_cost", "gen_ai.cost.completion_cost")
            .with(
                    Field.TIME_TO_FIRST_TOKEN_SECONDS,
                    "gen_ai.response.time_to_first_chunk",
                    "gen_ai.client.operation.time_to_first_chunk",
                    "gen_ai.client.inference.time_to_first_chunk",
                    "gen_ai.server.time_to_first_token")
            .with(Field.FINISH_REASONS, "gen_ai.response.finish_reasons", "gen_ai.response.finish_reason")
            .with(Field.TOOL_NAME, "gen_ai.tool.name")
            .with(Field.TOOL_CALL_ID, "gen_ai.tool.call.id")
            .with(Field.TOOL_DESCRIPTION, "gen_ai.tool.description")
            .with(Field.TOOL_ARGUMENTS, "gen_ai.tool.call.arguments")
            .with(Field.TOOL_RESULT, "gen_ai.tool.call.result")
            .with(Field.AGENT_NAME, "gen_ai.agent.name")
            .with(Field.WORKFLOW, "gen_ai.workflow.name")
            .with(Field.SESSION, "gen_ai.conversation.id")
            .with(Field.USER, "gen_ai.user", "gen_ai.request.user")
            .with(Field.PROMPT_NAME, "gen_ai.prompt.name")
            .with(Field.PROMPT_VERSION, "gen_ai.prompt.version")
            .with(Field.INPUT_MESSAGES, "gen_ai.input.messages")
            .with(Field.OUTPUT_MESSAGES, "gen_ai.output.messages")
            .with(Field.SYSTEM_INSTRUCTIONS, "gen_ai.system_instructions")
            .with(Field.TOOLS, "gen_ai.tool.definitions")
            .with(Field.INPUT, "gen_ai.retrieval.query.text")
            .with(Field.DOCUMENTS, "gen_ai.retrieval.documents")
            .parameters("gen_ai.request.")
            .build();

    GenAi() {
        super("otel-genai", TABLE);
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("gen_ai.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        SpanType named = ofOperation(span.word("gen_ai.operation.name"));
        if (named != null) {
            return named;
        }
        return span.has("gen_ai.tool.name") || span.has("gen_ai.tool.call.id") ? SpanType.TOOL : null;
    }

    static @Nullable SpanType ofOperation(String operation) {
        return switch (operation) {
            case "chat", "text_completion", "generate_content", "completion", "response", "responses", "llm_request" ->
                SpanType.LLM;
            case "embeddings", "embedding" -> SpanType.EMBEDDING;
            case "retrieval", "vector_db_retrieve" -> SpanType.RETRIEVER;
            case "rerank" -> SpanType.RERANKER;
            case "execute_tool" -> SpanType.TOOL;
            case "create_agent", "invoke_agent" -> SpanType.AGENT;
            case "invoke_workflow" -> SpanType.WORKFLOW;
            case "plan", "execute_task", "fetch_response" -> SpanType.TASK;
            case "agent_step", "execute_event_loop_cycle" -> SpanType.CHAIN;
            default -> operation.contains("_memory") ? SpanType.MEMORY : null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.span.events().isEmpty()) {
            return;
        }
        GenAiEvents events = GenAiEvents.of(span.span.events());
        events.fill(draft);
        Summaries.preview(events, draft);
    }

    @Override
    void read(SpanView span, Draft draft) {
        GenAiEvents events = GenAiEvents.of(span.span.events());
        events.fill(draft);
        if (SpanType.TOOL.equals(draft.type)) {
            // A tool's events repeat its arguments and its result.
            return;
        }
        if (!draft.has(Field.INPUT_MESSAGES)) {
            draft.input(events.input());
        }
        if (!draft.has(Field.OUTPUT_MESSAGES)) {
            draft.output(events.output());
        }
    }
}
