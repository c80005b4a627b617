package dev.spoor.dialects;

import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** Spring AI's observations, through Micrometer. Model calls speak {@link GenAi}; this is what Spring adds. */
final class SpringAi extends Dialect {
    SpringAi() {
        super(
                "spring-ai",
                KeyTable.of()
                        .with(Field.TOOL_NAME, "spring.ai.tool.definition.name", "gen_ai.tool.name")
                        .with(Field.TOOL_DESCRIPTION, "spring.ai.tool.definition.description")
                        .with(Field.TOOL_ARGUMENTS, "spring.ai.tool.call.arguments")
                        .with(Field.TOOL_RESULT, "spring.ai.tool.call.result")
                        .with(
                                Field.SESSION,
                                "spring.ai.chat.client.conversation.id",
                                "spring.ai.chat.client.advisors.conversation.id")
                        .with(Field.INPUT_MESSAGES, "gen_ai.prompt")
                        .with(Field.OUTPUT_MESSAGES, "gen_ai.completion")
                        .with(
                                Field.INPUT,
                                "spring.ai.chat.client.user.text",
                                "spring.ai.chat.client.prompt",
                                "db.vector.query.content")
                        .with(Field.OUTPUT, "spring.ai.chat.client.completion")
                        .with(
                                Field.DOCUMENTS,
                                "db.vector.query.response.documents",
                                "spring.ai.vector_store.query.response.documents")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("spring.ai.") || key.startsWith("db.vector.query.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("spring.ai.kind")) {
            case "chat_client" -> SpanType.CHAIN;
            case "advisor" -> SpanType.CHAIN;
            case "tool_call" -> SpanType.TOOL;
            case "vector_store" -> SpanType.RETRIEVER;
            default -> span.has("db.vector.query.content") ? SpanType.RETRIEVER : null;
        };
    }

    @Override
    void read(SpanView span, Draft draft) {
        draft.input(Messages.readOrText(span.value("spring.ai.chat.client.user.text"), "user"));
    }
}
