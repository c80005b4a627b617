package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.ModelCall;
import org.jspecify.annotations.Nullable;

/** A kind of call, read in OpenAI's wire format, which is the same in all versions of the client. */
interface Operation {
    /** The kind of call that such parameters ask for; null when it is not traced. */
    static @Nullable Operation of(@Nullable Object params) {
        if (params instanceof ChatCompletionCreateParams) {
            return new ChatOperation();
        }
        if (params instanceof ResponseCreateParams) {
            return new ResponsesOperation();
        }
        return params instanceof EmbeddingCreateParams ? new EmbeddingsOperation() : null;
    }

    SpanType type();

    /** The request's body. */
    JsonNode request(Object params);

    /** Says what was asked, but for the model. */
    void asked(ModelCall call, JsonNode request);

    /** Says what was answered. The call is ended by who asks. */
    void answered(ModelCall call, Object answer);

    /** What gathers the events of a stream. */
    Gathering gather();

    /** Not safe for several threads; made for one stream. */
    interface Gathering {
        /** @return whether it is a piece of the answer, and not only its frame */
        boolean add(Object event);

        /** Says what was answered as far as it came. */
        void tell(ModelCall call);
    }
}
