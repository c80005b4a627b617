package dev.spoor.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.spoor.langchain4j.SpoorLangChain4j;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.Runs;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A batch job whose run leaves a folder behind: manifest, events, the trace, a log, and what the job itself made. The folder
 * is {@code workspace/YYYY/MM/DD/summarise/RUN_ID}; another workspace may be given as the argument.
 */
public final class BatchRun {
    private static final List<String> TEXTS = List.of(
            "The key of the house lies under the mat.", "The bread is baked at night.", "The cat sleeps on the roof.");

    private BatchRun() {}

    public static void main(String[] args) throws Exception {
        Spoor.start();
        Path workspace = Path.of(args.length == 0 ? "workspace" : args[0]);
        try (LocalModel server = LocalModel.thinking(
                asked -> Answer.text(asked.question().replaceAll("The (\\w+).*", "About the $1.")))) {
            ChatModel model = SpoorLangChain4j.trace(OpenAiChatModel.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("none")
                    .modelName("local-1")
                    .build());
            Path folder = Runs.in(workspace).run("summarise", run -> {
                run.session("nightly").artifact("texts.json", TEXTS);
                List<String> summaries = new ArrayList<>();
                for (String text : TEXTS) {
                    summaries.add(summary(model, text));
                    run.event("summarised", Map.of("characters", text.length()));
                }
                run.artifact("summaries.json", summaries);
                run.metric("texts", TEXTS.size()).summary(TEXTS.size() + " texts summarised");
                return run.folder();
            });
            System.out.println(folder);
        }
        System.out.println("Trace " + Spoor.lastTraceId());
        Spoor.close();
    }

    private static String summary(ChatModel model, String text) {
        return Spoor.span("summary").type(SpanType.CHAIN).call(span -> {
            span.inputs(Map.of("text", text));
            String summary = model.chat(text);
            span.outputs(summary);
            return summary;
        });
    }
}
