package dev.spoor.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.spoor.langchain4j.SpoorLangChain4j;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.Conversation;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * An agent that asks itself: it has the model split a question, gives each part to a run of its own on another thread, and
 * puts the answers together. All of it is one tree, because the pool carries the context along.
 */
public final class RecursiveAgent {
    private final ChatModel model;
    private final ExecutorService pool;

    private RecursiveAgent(ChatModel model, ExecutorService pool) {
        this.model = model;
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        Spoor.start();
        ExecutorService pool = Spoor.inContext(Executors.newCachedThreadPool());
        try (LocalModel server = LocalModel.thinking(RecursiveAgent::think)) {
            RecursiveAgent agent = new RecursiveAgent(
                    SpoorLangChain4j.trace(OpenAiChatModel.builder()
                            .baseUrl(server.baseUrl())
                            .apiKey("none")
                            .modelName("local-1")
                            .build()),
                    pool);
            System.out.println(agent.solve("the key and the bread and the cat", 0));
        } finally {
            pool.shutdown();
        }
        System.out.println("Trace " + Spoor.lastTraceId());
        Spoor.close();
    }

    /** Splits at the first "and"; what cannot be split is answered. */
    private static Answer think(Conversation asked) {
        return Answer.text(
                asked.question().contains(" and ")
                        ? asked.question().replaceFirst(" and ", "\n")
                        : asked.question() + " is at home");
    }

    private String solve(String question, int depth) throws Exception {
        return Spoor.span("solve").type(SpanType.AGENT).call(span -> {
            span.inputs(Map.of("question", question, "depth", depth));
            List<String> parts = model.chat(question).lines().toList();
            String answer = parts.size() == 1 ? parts.get(0) : together(parts, depth + 1);
            span.outputs(answer);
            return answer;
        });
    }

    private String together(List<String> parts, int depth) throws Exception {
        List<Future<String>> answers = parts.stream()
                .map(part -> pool.submit(() -> solve(part, depth)))
                .toList();
        Stream.Builder<String> all = Stream.builder();
        for (Future<String> answer : answers) {
            all.add(answer.get());
        }
        return all.build().reduce((first, second) -> first + ", " + second).orElse("");
    }
}
