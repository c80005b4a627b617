package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.Message;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenInference, of Arize Phoenix and its instrumentations. Token counts include their parts. See
 * <a href="https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md">its conventions</a>.
 */
final class OpenInference extends Dialect {
    private static final String IN = "llm.input_messages.";
    private static final String OUT = "llm.output_messages.";
    private static final Indexed.Keys IN_ROLE = new Indexed.Keys(IN, ".message.role");
    private static final Indexed.Keys IN_CONTENT = new Indexed.Keys(IN, ".message.content");
    private static final Indexed.Keys IN_FIRST_PART = new Indexed.Keys(IN, ".message.contents.0.message_content.text");

    OpenInference() {
        super(
                "openinference",
                KeyTable.of()
                        .with(Field.PROVIDER, "llm.provider", "llm.system")
                        .with(
                                Field.REQUEST_MODEL,
                                "llm.request.model_name",
                                "llm.model_name",
                                "embedding.model_name",
                                "reranker.model_name")
                        .with(Field.RESPONSE_MODEL, "llm.response.model_name")
                        .with(Field.INPUT_TOKENS, "llm.token_count.prompt")
                        .with(Field.OUTPUT_TOKENS, "llm.token_count.completion")
                        .with(Field.TOTAL_TOKENS, "llm.token_count.total")
                        .with(
                                Field.CACHE_READ_TOKENS,
                                "llm.token_count.prompt_details.cache_read",
                                "llm.token_count.prompt_details.cache_input")
                        .with(Field.CACHE_WRITE_TOKENS, "llm.token_count.prompt_details.cache_write")
                        .with(Field.REASONING_TOKENS, "llm.token_count.completion_details.reasoning")
                        .with(Field.INPUT_AUDIO_TOKENS, "llm.token_count.prompt_details.audio")
                        .with(Field.OUTPUT_AUDIO_TOKENS, "llm.token_count.completion_details.audio")
                        .with(Field.COST_USD, "llm.cost.total")
                        .with(Field.INPUT_COST_USD, "llm.cost.prompt")
                        .with(Field.OUTPUT_COST_USD, "llm.cost.completion")
                        .with(Field.FINISH_REASONS, "llm.finish_reason")
                        .with(Field.SESSION, "session.id")
                        .with(Field.USER, "user.id")
                        .with(Field.TOOL_NAME, "tool.name")
                        .with(Field.TOOL_CALL_ID, "tool.id", "tool_call.id")
                        .with(Field.TOOL_DESCRIPTION, "tool.description")
                        .with(Field.AGENT_NAME, "agent.name")
                        .with(Field.WORKFLOW, "graph.node.name")
                        .with(Field.PROMPT_NAME, "prompt.id", "llm.prompt_template.name")
                        .with(Field.PROMPT_VERSION, "llm.prompt_template.version")
                        .with(Field.TAGS, "tag.tags")
                        .with(Field.METADATA, "metadata")
                        .with(Field.PARAMETERS, "llm.invocation_parameters", "embedding.invocation_parameters")
                        .with(Field.INPUT, "input.value")
                        .with(Field.OUTPUT, "output.value")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("openinference.span.kind");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("openinference.span.kind")) {
            case "llm" -> SpanType.LLM;
            case "chain" -> SpanType.CHAIN;
            case "tool" -> SpanType.TOOL;
            case "agent" -> SpanType.AGENT;
            case "retriever" -> SpanType.RETRIEVER;
            case "reranker" -> SpanType.RERANKER;
            case "embedding" -> SpanType.EMBEDDING;
            case "guardrail" -> SpanType.GUARDRAIL;
            case "evaluator" -> SpanType.EVALUATOR;
            case "prompt" -> SpanType.TASK;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (draft.withContent && draft.inputPreview == null && span.has(IN_ROLE.at(0))) {
            draft.inputPreview = lastUser(span);
            draft.outputPreview =
                    span.firstText(OUT + "0.message.content", OUT + "0.message.contents.0.message_content.text");
        }
        if (!draft.has(Field.SESSION) && draft.get(Field.METADATA) instanceof Value.Text text) {
            // LangChain's instrumentation leaves the application's ids in its metadata.
            if (text.text().contains("\"session_id\"") || text.text().contains("\"thread_id\"")) {
                draft.put(Field.SESSION, Json.textAt(Json.unfold(text), "session_id", "thread_id"));
            }
        }
        if (!draft.has(Field.USER)
                && draft.get(Field.METADATA) instanceof Value.Text text
                && text.text().contains("\"user_id\"")) {
            draft.put(Field.USER, Json.textAt(Json.unfold(text), "user_id"));
        }
    }

    private static @Nullable String lastUser(SpanView span) {
        String words = null;
        int last = -1;
        for (int i = 0; ; i++) {
            String role = span.text(IN_ROLE.at(i));
            if (role == null) {
                break;
            }
            last = role.equals("user") ? i : last;
        }
        if (last >= 0) {
            words = span.firstText(IN_CONTENT.at(last), IN_FIRST_PART.at(last));
        }
        return words;
    }

    @Override
    void read(SpanView span, Draft draft) {
        draft.input(messages(span, IN, "llm.prompts.", "prompt", "user"));
        draft.output(messages(span, OUT, "llm.choices.", "completion", "assistant"));
        for (Value tool : Json.items(Indexed.tree(span, "llm.tools."))) {
            Value inner = Json.at(tool, "tool");
            Value schema = Json.at(inner, "json_schema");
            Contents.addTool(draft.tools, schema != null ? schema : inner != null ? inner : tool);
        }
        for (String list : new String[] {"retrieval.documents.", "reranker.output_documents."}) {
            for (Value document : Json.items(Indexed.tree(span, list))) {
                draft.documents.add(Contents.document(document));
            }
        }
    }

    private static List<Message> messages(
            SpanView span, String chat, String completions, String completion, String role) {
        Value tree = Indexed.tree(span, chat);
        if (tree instanceof Value.ListOf list) {
            return Messages.read(
                    new Value.ListOf(
                            list.items().stream().map(OpenInference::plain).toList()),
                    role);
        }
        return Json.items(Indexed.tree(span, completions)).stream()
                .map(item -> Json.textAt(Json.at(item, completion), "text"))
                .filter(java.util.Objects::nonNull)
                .map(text -> Message.text(role, text))
                .toList();
    }

    /** A message without the wrappers that OpenInference puts around it and its parts. */
    private static Value plain(Value item) {
        if (!(Json.at(item, "message") instanceof Value.MapOf message)) {
            return item;
        }
        Map<String, Value> entries = new LinkedHashMap<>(message.entries());
        if (entries.remove("contents") instanceof Value.ListOf contents) {
            entries.put(
                    "content",
                    new Value.ListOf(contents.items().stream()
                            .map(OpenInference::plainPart)
                            .toList()));
        }
        Value name = entries.remove("function_call_name");
        if (name != null) {
            Value arguments = entries.remove("function_call_arguments_json");
            entries.put(
                    "function_call",
                    new Value.MapOf(Map.of("name", name, "arguments", arguments == null ? Value.EMPTY : arguments)));
        }
        return new Value.MapOf(entries);
    }

    private static Value plainPart(Value part) {
        Value content = Json.at(part, "message_content");
        Value image = Json.at(content, "image");
        if (content instanceof Value.MapOf map && image != null) {
            Map<String, Value> entries = new LinkedHashMap<>(map.entries());
            Value inner = Json.at(image, "image");
            entries.put("image", inner != null ? inner : image);
            return new Value.MapOf(entries);
        }
        return content != null ? content : part;
    }
}
