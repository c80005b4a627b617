package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** AI services as LangChain4j builds them, without a line for tracing. */
@ExtendWith(SpoorExtension.class)
class AiServicesTest {
    private static final Answer LOOK = Answer.call("look", "{\"place\":\"mat\"}");
    private static final Answer UNDER_THE_MAT = Answer.text("Under the mat.");
    private static final Answer LOOK_AND_LISTEN = new Answer.ToolCalls(List.of(
            new Answer.ToolCall("call_1", "look", "{\"place\":\"mat\"}"),
            new Answer.ToolCall("call_2", "listen", "{\"place\":\"door\"}")));

    interface Assistant {
        String answer(String question);
    }

    interface Clerk {
        @UserMessage("Find the {{what}}.")
        String find(@MemoryId String room, @V("what") String what);

        default String findKey(String room) {
            return find(room, "key");
        }
    }

    interface Streamer {
        TokenStream answer(String question);
    }

    public static class Tools {
        @Tool("Looks somewhere.")
        public String look(String place) {
            return Spoor.span("search").call(span -> "a key under the " + place);
        }

        @Tool("Listens somewhere.")
        public String listen(String place) {
            return Spoor.span("ear").call(span -> "nothing at the " + place);
        }
    }

    public static class BrokenTools {
        @Tool("Looks somewhere.")
        public String look(String place) {
            throw new IllegalStateException("it is dark under the " + place);
        }
    }

    @Test
    void aCallIsOneSpanOverItsModelsAndTools(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(LOOK, UNDER_THE_MAT)) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .tools(new Tools())
                    .build();
            assertThat(assistant.answer("Where is the key?")).isEqualTo("Under the mat.");
        }
        RecordedTrace trace = traces.single();
        assertThat(trace)
                .isOneTree()
                .hasSpanCount(5)
                .hasRoot("Assistant.answer")
                .hasSpan("Assistant.answer", SpanType.AGENT)
                .hasChild("Assistant.answer", "chat gpt-5")
                .hasChild("Assistant.answer", "look")
                .hasChild("look", "search");
        assertThat(trace)
                .span("Assistant.answer")
                .hasInputs(Map.of("question", "Where is the key?"))
                .hasOutputs("Under the mat.");
        assertThat(trace)
                .span("look")
                .hasType(SpanType.TOOL)
                .hasAttribute("gen_ai.tool.call.id", "call_look")
                .hasInputs(Map.of("place", "mat"))
                .hasOutputs("a key under the mat");
        assertThat(trace.searchSpans("chat gpt-5")).hasSize(2);
    }

    @Test
    void aModelThatIsTracedAlreadyIsTracedOnce(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            AiServices.create(Assistant.class, Models.chat(server)).answer("Where is the key?");
        }
        assertThat(traces.single())
                .isOneTree()
                .hasSpanCount(2)
                .hasSpan("Assistant.answer", SpanType.CHAIN)
                .hasChild("Assistant.answer", "chat gpt-5");
    }

    @Test
    void theMemorysIdIsTheConversation(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Clerk clerk = AiServices.builder(Clerk.class)
                    .chatModel(Models.plain(server))
                    .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                    .build();
            assertThat(clerk.findKey("hall")).isEqualTo("Under the mat.");
        }
        assertThat(traces.single())
                .span("Clerk.find")
                .hasInputs(Map.of("room", "hall", "what", "key"))
                .hasAttribute("gen_ai.conversation.id", "hall");
    }

    @Test
    void toolsOnOtherThreadsStayInTheTree(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(LOOK_AND_LISTEN, UNDER_THE_MAT)) {
            AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .tools(new Tools())
                    .executeToolsConcurrently()
                    .build()
                    .answer("Where is the key?");
        }
        isTreeOfBothTools(traces.single(), "Assistant.answer");
    }

    @Test
    void toolsOfProvidersAreTraced(CapturedTraces traces) {
        ToolProvider always = request -> tools("look");
        ToolProvider later = new ToolProvider() {
            @Override
            public ToolProviderResult provideTools(ToolProviderRequest request) {
                return request.messages().size() > 1 ? tools("listen") : null;
            }

            @Override
            public boolean isDynamic() {
                return true;
            }
        };
        try (LocalModel server =
                LocalModel.answering(Answer.call("look", "{}"), Answer.call("listen", "{}"), UNDER_THE_MAT)) {
            AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .toolProviders(always, later)
                    .build()
                    .answer("Where is the key?");
        }
        assertThat(traces.single())
                .isOneTree()
                .hasChild("Assistant.answer", "look")
                .hasChild("Assistant.answer", "listen");
    }

    private static ToolProviderResult tools(String name) {
        return ToolProviderResult.builder()
                .add(ToolSpecification.builder().name(name).build(), (request, memoryId) -> "done")
                .build();
    }

    @Test
    void aToolThatThrowsFailsAndTheModelIsToldAsBefore(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(LOOK, Answer.text("I do not know."))) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .tools(new BrokenTools())
                    .build();
            assertThat(assistant.answer("Where is the key?")).isEqualTo("I do not know.");
            assertThat(server.requests()).last().asString().contains("it is dark under the mat");
        }
        assertThat(traces.single()).span("look").hasFailed().hasException(IllegalStateException.class);
        assertThat(traces.single()).span("Assistant.answer").hasNotFailed();
    }

    @Test
    void aFailedCallThrowsWhatLangChain4jThrows(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(401, "no such key"))) {
            Assistant assistant = AiServices.create(Assistant.class, Models.plain(server));
            assertThatThrownBy(() -> assistant.answer("Hello?"))
                    .isInstanceOf(dev.langchain4j.exception.AuthenticationException.class)
                    .hasMessageContaining("no such key");
        }
        assertThat(traces.single()).isOneTree().span("Assistant.answer").hasFailed();
    }

    @Test
    void aStreamEndsItsCallAndItsToolsStayInTheTree(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(LOOK, UNDER_THE_MAT)) {
            List<String> pieces = streamed(server, false);
            assertThat(pieces).containsExactly("Under ", "the ", "mat.");
        }
        RecordedTrace trace = traces.await(found -> found.root().isPresent());
        assertThat(trace)
                .isOneTree()
                .hasRoot("Streamer.answer")
                .hasChild("Streamer.answer", "look")
                .hasChild("look", "search")
                .hasNoFailure();
        assertThat(trace.searchSpans("chat gpt-5"))
                .hasSize(2)
                .allSatisfy(chat -> assertThat(chat.parentSpanId())
                        .isEqualTo(trace.root().orElseThrow().spanId()));
        assertThat(trace).span("Streamer.answer").hasOutputs("Under the mat.");
    }

    @Test
    void toolsOfAStreamOnOtherThreadsStayInTheTree(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(LOOK_AND_LISTEN, UNDER_THE_MAT)) {
            streamed(server, true);
        }
        isTreeOfBothTools(traces.await(found -> found.root().isPresent()), "Streamer.answer");
    }

    private static List<String> streamed(LocalModel server, boolean concurrently) throws Exception {
        AiServices<Streamer> builder = AiServices.builder(Streamer.class)
                .streamingChatModel(Models.plainStreaming(server))
                .tools(new Tools());
        Streamer streamer = (concurrently ? builder.executeToolsConcurrently() : builder).build();
        List<String> pieces = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<String> done = new CompletableFuture<>();
        streamer.answer("Where is the key?")
                .onPartialResponse(pieces::add)
                .onCompleteResponse(
                        response -> done.complete(response.aiMessage().text()))
                .onError(done::completeExceptionally)
                .start();
        assertThat(done.get(30, TimeUnit.SECONDS)).isEqualTo("Under the mat.");
        return pieces;
    }

    private static void isTreeOfBothTools(RecordedTrace trace, String root) {
        assertThat(trace)
                .isOneTree()
                .hasRoot(root)
                .hasSpanCount(7)
                .hasChild(root, "look")
                .hasChild(root, "listen")
                .hasChild("look", "search")
                .hasChild("listen", "ear")
                .hasNoFailure();
        RecordedSpan listen = trace.searchSpans("listen").get(0);
        assertThat(listen.attribute("gen_ai.tool.call.id")).isEqualTo("call_2");
    }

    @Test
    void aStreamThatFailsFailsItsCallAlsoWhenNobodyListens(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(500, "broken"))) {
            AiServices.create(Streamer.class, Models.plainStreaming(server))
                    .answer("Where is the key?")
                    .ignoreErrors()
                    .start();
            assertThat(traces.await(found -> found.root().isPresent()))
                    .isOneTree()
                    .span("Streamer.answer")
                    .hasFailed();
        }
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) throws Exception {
        Spoor.disable();
        try (LocalModel server = LocalModel.answering(LOOK, UNDER_THE_MAT)) {
            assertThat(streamed(server, true)).containsExactly("Under ", "the ", "mat.");
            Assistant assistant = AiServices.create(Assistant.class, Models.plain(server));
            assertThat(assistant.answer("Where is the key?")).isEqualTo("Under the mat.");
            assertThat(List.of(assistant)).contains(assistant);
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
