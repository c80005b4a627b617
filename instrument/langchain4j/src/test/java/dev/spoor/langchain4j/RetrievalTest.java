package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.rag.query.router.DefaultQueryRouter;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Moderate;
import dev.langchain4j.service.ModerationException;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class RetrievalTest {
    private static final Answer UNDER_THE_MAT = Answer.text("Under the mat.");

    interface Assistant {
        String answer(String question);
    }

    interface Guarded {
        @Moderate
        String answer(String question);
    }

    private static ContentRetriever retriever(LocalModel server) {
        EmbeddingModel embedding = SpoorLangChain4j.trace((EmbeddingModel) Models.embedding(server));
        EmbeddingStore<TextSegment> store = SpoorLangChain4j.trace(new InMemoryEmbeddingStore<>());
        List<TextSegment> segments = List.of(
                TextSegment.from("The key lies under the mat.", new Metadata().put("page", 2)),
                TextSegment.from("Bread is baked at night."));
        store.addAll(embedding.embedAll(segments).content(), segments);
        return EmbeddingStoreContentRetriever.builder()
                .embeddingModel(embedding)
                .embeddingStore(store)
                .maxResults(1)
                .build();
    }

    @Test
    void retrievalStandsBetweenTheQuestionAndTheModel(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            ContentRetriever retriever = retriever(server);
            traces.clear();
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .contentRetriever(retriever)
                    .build();
            assertThat(assistant.answer("Where is the key?")).isEqualTo("Under the mat.");
        }
        RecordedTrace trace = traces.single();
        assertThat(trace)
                .isOneTree()
                .hasSpanCount(6)
                .hasRoot("Assistant.answer")
                .hasChild("Assistant.answer", "augmentation")
                .hasChild("augmentation", "retrieval")
                .hasChild("retrieval", "embeddings embed-1")
                .hasChild("retrieval", "search")
                .hasChild("Assistant.answer", "chat gpt-5")
                .hasNoFailure();
        assertThat(trace).span("retrieval").hasType(SpanType.RETRIEVER).hasInputs("Where is the key?");
        for (String name : List.of("retrieval", "search")) {
            RecordedSpan span = trace.searchSpans(name).get(0);
            assertThat(span.outputs())
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .singleElement()
                    .satisfies(document -> {
                        Map<?, ?> found = (Map<?, ?>) document;
                        assertThat(found.get("page_content")).isEqualTo("The key lies under the mat.");
                        assertThat(found.get("score")).isInstanceOf(Number.class);
                        assertThat(found.get("id")).isInstanceOf(String.class);
                        assertThat(found.get("metadata")).isEqualTo(Map.of("page", 2L));
                    });
        }
        assertThat(trace).span("search").hasAttribute("gen_ai.retrieval.top_k", 1L);
        assertThat(trace)
                .span("embeddings embed-1")
                .hasType(SpanType.EMBEDDING)
                .hasInputs(List.of("Where is the key?"))
                .hasAttribute("gen_ai.embeddings.dimension.count", 64L)
                .hasAttribute("gen_ai.usage.input_tokens", 4L);
    }

    @Test
    void retrieversOnOtherThreadsStayInTheTree(CapturedTraces traces) {
        ContentRetriever one = SpoorLangChain4j.trace((ContentRetriever) query -> List.of());
        ContentRetriever other = SpoorLangChain4j.trace((ContentRetriever) query -> List.of());
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .retrievalAugmentor(DefaultRetrievalAugmentor.builder()
                            .queryRouter(new DefaultQueryRouter(one, other))
                            .build())
                    .build()
                    .answer("Where is the key?");
        }
        assertThat(traces.single()).isOneTree().hasSpanCount(5).hasChild("augmentation", "retrieval");
        assertThat(traces.single().searchSpans("retrieval")).hasSize(2);
    }

    @Test
    void aRetrieverThatFailsThrowsAsBefore(CapturedTraces traces) {
        ContentRetriever broken = SpoorLangChain4j.trace((ContentRetriever) query -> {
            throw new IllegalStateException("no index");
        });
        assertThatThrownBy(() -> broken.retrieve(Query.from("key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no index");
        assertThat(traces.single()).span("retrieval").hasFailed();
    }

    @Test
    void rankedTextsHaveTheirScores(CapturedTraces traces) {
        ScoringModel model = SpoorLangChain4j.trace((segments, query) ->
                Response.from(segments.stream().map(segment -> 0.5).toList()));
        assertThat(model.score("Keys lie under mats.", "key").content()).isEqualTo(0.5);
        assertThat(traces.single()).span("rerank").hasType(SpanType.RERANKER).hasInputs("key");
        assertThat(traces.single().searchSpans("rerank").get(0).attribute("mlflow.spanOutputs"))
                .contains("\"score\":0.5", "Keys lie under mats.");
    }

    @Test
    void aModerationIsBelowTheCallThatItGuards(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.text("flagged"))) {
            ModerationModel moderation = OpenAiModerationModel.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("none")
                    .modelName("moderate-1")
                    .maxRetries(0)
                    .build();
            Guarded guarded = AiServices.builder(Guarded.class)
                    .chatModel(Models.plain(server))
                    .moderationModel(moderation)
                    .build();
            assertThatThrownBy(() -> guarded.answer("Break the door!")).isInstanceOf(ModerationException.class);
        }
        assertThat(traces.single()).isOneTree().hasChild("Guarded.answer", "moderation");
        assertThat(traces.single())
                .span("moderation")
                .hasType(SpanType.GUARDRAIL)
                .hasInputs(List.of("Break the door!"))
                .hasOutputs(Map.of("flagged", true));
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) {
        Spoor.disable();
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            assertThat(retriever(server).retrieve(Query.from("Where is the key?")))
                    .singleElement()
                    .satisfies(content ->
                            assertThat(content.textSegment().text()).isEqualTo("The key lies under the mat."));
            ModerationModel model = SpoorLangChain4j.trace(new ModerationModel() {
                @Override
                public ModerationResponse doModerate(ModerationRequest request) {
                    return ModerationResponse.builder()
                            .moderation(Moderation.notFlagged())
                            .build();
                }
            });
            assertThat(model.moderate("Hello").content().flagged()).isFalse();
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
