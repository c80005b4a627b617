package dev.spoor.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.query.Metadata;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.genai.Quietly;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds to a message what is found for it. It may ask retrievers on threads of its own, with the metadata it was given. */
final class TracedAugmentor implements RetrievalAugmentor {
    /** The contexts of augmentations that are going on, by their requests' metadata, which all their queries carry. */
    private static final Map<Metadata, Context> GOING_ON = Collections.synchronizedMap(new IdentityHashMap<>());

    private final RetrievalAugmentor augmentor;

    TracedAugmentor(RetrievalAugmentor augmentor) {
        this.augmentor = augmentor;
    }

    /** Where a query belongs: this thread's span, else that of the augmentation which asks. */
    static Context contextOf(@Nullable Metadata metadata) {
        Context here = Context.current();
        Context asking =
                metadata == null || Span.fromContext(here).getSpanContext().isValid() ? null : GOING_ON.get(metadata);
        return asking == null ? here : asking;
    }

    @Override
    public AugmentationResult augment(AugmentationRequest request) {
        if (!Spoor.isEnabled()) {
            return augmentor.augment(request);
        }
        ActiveSpan span = Spoor.span("augmentation").type(SpanType.CHAIN).startDetached();
        if (span.takesContent()) {
            span.inputs(Quietly.get(() -> text(request.chatMessage())));
        }
        GOING_ON.put(request.metadata(), span.context());
        AugmentationResult result;
        try (Scope scope = span.makeCurrent()) {
            result = augmentor.augment(request);
        } catch (RuntimeException | Error e) {
            span.error(e).close();
            throw e;
        } finally {
            GOING_ON.remove(request.metadata());
        }
        if (span.takesContent()) {
            span.outputs(Quietly.get(() -> text(result.chatMessage())));
        }
        if (result.contents() != null) {
            span.attribute("spoor.items", result.contents().size());
        }
        span.close();
        return result;
    }

    private static @Nullable Object text(dev.langchain4j.data.message.ChatMessage message) {
        return message instanceof UserMessage user && user.hasSingleText()
                ? user.singleText()
                : Messages.of(message).parts();
    }
}
