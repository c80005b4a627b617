package dev.spoor.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.internal.JsonSchemaElementJsonUtils;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.spoor.sdk.genai.FinishReasons;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.Quietly;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request and its answer, said of the span of a call. */
final class ChatTurn {
    private ChatTurn() {}

    /** @param defaults asked for what the model adds to a request's own parameters */
    static ModelCall begin(
            @Nullable ModelProvider provider, Supplier<ChatRequestParameters> defaults, ChatRequest request) {
        ChatRequestParameters merged = Quietly.get(() -> defaults.get().overrideWith(request.parameters()));
        ChatRequestParameters parameters = merged == null ? request.parameters() : merged;
        ModelCall call = ModelCall.chat(name(provider), parameters.modelName());
        Quietly.run(() -> asked(call, parameters, request));
        return call;
    }

    private static void asked(ModelCall call, ChatRequestParameters parameters, ChatRequest request) {
        call.parameter("temperature", parameters.temperature())
                .parameter("top_p", parameters.topP())
                .parameter("top_k", parameters.topK())
                .parameter("frequency_penalty", parameters.frequencyPenalty())
                .parameter("presence_penalty", parameters.presencePenalty())
                .parameter("max_tokens", parameters.maxOutputTokens());
        List<String> stops = parameters.stopSequences();
        if (stops != null && !stops.isEmpty()) {
            call.parameter("stop_sequences", stops);
        }
        if (Tokens.isOpenAis(parameters)) {
            OpenAi.tell(call, parameters);
        }
        if (call.takesContent()) {
            call.inputMessages(Messages.of(request.messages()));
            List<ToolSpecification> tools = parameters.toolSpecifications();
            if (tools != null && !tools.isEmpty()) {
                call.tools(tools.stream().map(ChatTurn::definition).toList());
            }
        }
    }

    static void end(ModelCall call, ChatResponse response) {
        Quietly.run(() -> answered(call, response));
        call.end();
    }

    private static void answered(ModelCall call, ChatResponse response) {
        String reason = reason(response.finishReason());
        call.responseId(response.id()).responseModel(response.modelName());
        call.finishReasons(reason == null ? List.of() : List.of(reason));
        if (response.tokenUsage() != null) {
            call.usage(Tokens.of(response.tokenUsage()));
        }
        if (call.takesContent()) {
            call.outputMessages(List.of(Messages.answer(response.aiMessage(), reason)));
        }
    }

    private static Map<String, Object> definition(ToolSpecification tool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "function");
        json.put("name", tool.name());
        if (tool.description() != null) {
            json.put("description", tool.description());
        }
        if (tool.parameters() != null) {
            json.put("parameters", JsonSchemaElementJsonUtils.toMap(tool.parameters()));
        }
        return json;
    }

    private static @Nullable String reason(@Nullable FinishReason reason) {
        return reason == null ? null : FinishReasons.of(reason.name());
    }

    /** As {@code gen_ai.provider.name} has it. */
    static String name(@Nullable ModelProvider provider) {
        if (provider == null) {
            return "other";
        }
        return switch (provider) {
            case OPEN_AI -> "openai";
            case AMAZON_BEDROCK -> "aws.bedrock";
            case AZURE_OPEN_AI -> "azure.ai.openai";
            case MICROSOFT_FOUNDRY -> "azure.ai.inference";
            case GOOGLE_AI_GEMINI, GOOGLE_GENAI -> "gcp.gemini";
            case GOOGLE_VERTEX_AI_GEMINI, GOOGLE_VERTEX_AI_ANTHROPIC -> "gcp.vertex_ai";
            case WATSONX -> "ibm.watsonx.ai";
            default -> provider.name().toLowerCase(Locale.ROOT);
        };
    }
}
