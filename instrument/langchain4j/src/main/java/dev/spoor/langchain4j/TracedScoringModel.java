package dev.spoor.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.Quietly;
import dev.spoor.sdk.genai.Retrieval;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;

/** A model that says how well texts fit a query. Its shorter forms come by the longest. */
final class TracedScoringModel implements ScoringModel {
    private final ScoringModel model;

    TracedScoringModel(ScoringModel model) {
        this.model = model;
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        Retrieval ranking =
                Retrieval.begin(Context.current(), SpanType.RERANKER, "rerank").query(query);
        Response<List<Double>> scores;
        try (Scope scope = ranking.makeCurrent()) {
            scores = model.scoreAll(segments, query);
        } catch (RuntimeException | Error e) {
            ranking.fail(e);
            throw e;
        }
        List<Retrieval.Document> ranked = Quietly.get(() -> Documents.ofScores(segments, scores.content()));
        ranking.end(ranked == null ? List.of() : ranked);
        return scores;
    }
}
