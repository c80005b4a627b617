package dev.spoor.examples;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.openai.SpoorOpenAi;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Trace;
import java.util.Map;

/**
 * An agent with a loop and tools of its own, on OpenAI's Java client. {@link Trace} says what becomes a span; here
 * interfaces are traced by one line each, where they are put together. With Spoor's Java agent, or woven at build time, the
 * annotations alone would do.
 */
public final class ToolAgent {
    private ToolAgent() {}

    interface Agent {
        @Trace(type = "AGENT")
        String answer(String question);
    }

    interface Tools {
        @Trace(type = "TOOL")
        String look(String place);
    }

    public static void main(String[] args) {
        Spoor.start();
        try (LocalModel server = LocalModel.thinking(asked -> asked.hasToolResult()
                ? Answer.text("The key is " + asked.last() + ".")
                : Answer.call("look", "{\"place\":\"mat\"}"))) {
            Tools tools = Spoor.traced(Tools.class, place -> "under the " + place);
            OpenAIClient client = SpoorOpenAi.trace(OpenAIOkHttpClient.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("none")
                    .build());
            Agent agent = Spoor.traced(Agent.class, question -> converse(client, tools, question));
            System.out.println(agent.answer("Where is the key?"));
        }
        System.out.println("Trace " + Spoor.lastTraceId());
        Spoor.close();
    }

    /** Asks, runs the tools that the model wants, and asks again, until there is an answer. */
    private static String converse(OpenAIClient client, Tools tools, String question) {
        ChatCompletionCreateParams.Builder conversation = ChatCompletionCreateParams.builder()
                .model("local-1")
                .addFunctionTool(look())
                .addUserMessage(question);
        while (true) {
            ChatCompletionMessage message = client.chat()
                    .completions()
                    .create(conversation.build())
                    .choices()
                    .get(0)
                    .message();
            conversation.addMessage(message);
            if (message.toolCalls().isEmpty()) {
                return message.content().orElse("");
            }
            message.toolCalls().get().forEach(wanted -> {
                ChatCompletionMessageFunctionToolCall call = wanted.asFunction();
                Place place = call.function().arguments(Place.class);
                conversation.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content(tools.look(place.place()))
                        .build());
            });
        }
    }

    /** The tool's arguments, as the model gives them. */
    record Place(String place) {}

    private static FunctionDefinition look() {
        return FunctionDefinition.builder()
                .name("look")
                .description("Looks somewhere.")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("place", Map.of("type", "string"))))
                        .build())
                .build();
    }
}
