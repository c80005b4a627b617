package dev.spoor.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A model that says whether texts may be passed on. Its other forms come by the one with a request. */
final class TracedModerationModel implements ModerationModel {
    private final ModerationModel model;
    private final Supplier<Context> parent;

    TracedModerationModel(ModerationModel model) {
        this(model, Context::current);
    }

    /** @param parent asked on the thread that moderates, which need not be the caller's */
    TracedModerationModel(ModerationModel model, Supplier<Context> parent) {
        this.model = model;
        this.parent = parent;
    }

    @Override
    public ModerationResponse moderate(ModerationRequest request) {
        ActiveSpan span = Spoor.span("moderation")
                .parent(parent.get())
                .type(SpanType.GUARDRAIL)
                .attribute("gen_ai.provider.name", ChatTurn.name(model.provider()))
                .attribute("gen_ai.request.model", model.modelName())
                .inputs(request.texts())
                .startDetached();
        ModerationResponse response;
        try (Scope scope = span.makeCurrent()) {
            response = model.moderate(request);
        } catch (RuntimeException | Error e) {
            span.error(e).close();
            throw e;
        }
        Moderation moderation = response.moderation();
        if (moderation != null) {
            span.outputs(Map.of("flagged", moderation.flagged()));
        }
        span.close();
        return response;
    }

    @Override
    public ModerationResponse doModerate(ModerationRequest request) {
        return model.doModerate(request);
    }

    @Override
    public List<ModerationModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }
}
