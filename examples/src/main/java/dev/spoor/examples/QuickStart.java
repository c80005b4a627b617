package dev.spoor.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.spoor.langchain4j.SpoorLangChain4j;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import java.util.Map;

/** One question to a model through LangChain4j, inside a span of the application's own. */
public final class QuickStart {
    private QuickStart() {}

    public static void main(String[] args) {
        Spoor.start();
        try (LocalModel server = LocalModel.answering(Answer.text("Under the mat."))) {
            System.out.println(answer(server.baseUrl(), "Where is the key?"));
        }
        System.out.println("Trace " + Spoor.lastTraceId());
        Spoor.close();
    }

    /** @param baseUrl of a server in OpenAI's wire format */
    static String answer(String baseUrl, String question) {
        ChatModel model = SpoorLangChain4j.trace(OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .modelName("local-1")
                .build());
        return Spoor.span("answer").type(SpanType.AGENT).call(span -> {
            span.inputs(Map.of("question", question));
            span.trace().session("chat-17");
            String answer = model.chat(question);
            span.outputs(answer);
            return answer;
        });
    }
}
