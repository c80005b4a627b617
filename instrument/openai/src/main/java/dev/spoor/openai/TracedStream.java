package dev.spoor.openai;

import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.spoor.sdk.genai.ModelCall;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A streamed answer. Its span ends with the last chunk, with an error, or when it is closed. */
final class TracedStream implements StreamResponse<ChatCompletionChunk> {
    private final StreamResponse<ChatCompletionChunk> response;
    private final ModelCall call;
    private final ChatCompletionAccumulator answer = ChatCompletionAccumulator.create();
    private final AtomicBoolean hasEnded = new AtomicBoolean();

    TracedStream(StreamResponse<ChatCompletionChunk> response, ModelCall call) {
        this.response = response;
        this.call = call;
    }

    @Override
    public Stream<ChatCompletionChunk> stream() {
        Stream<ChatCompletionChunk> chunks = response.stream();
        Spliterator<ChatCompletionChunk> source = chunks.spliterator();
        return StreamSupport.stream(new Chunks(source), false).onClose(chunks::close);
    }

    @Override
    public void close() {
        try {
            response.close();
        } finally {
            if (hasEnded.compareAndSet(false, true)) {
                call.end(); // the application wanted no more of it
            }
        }
    }

    private void received(ChatCompletionChunk chunk) {
        call.firstToken();
        answer.accumulate(chunk);
    }

    private void complete() {
        if (hasEnded.compareAndSet(false, true)) {
            Completion.end(call, answer.chatCompletion());
        }
    }

    private final class Chunks extends AbstractSpliterator<ChatCompletionChunk> {
        private final Spliterator<ChatCompletionChunk> source;

        Chunks(Spliterator<ChatCompletionChunk> source) {
            super(Long.MAX_VALUE, ORDERED);
            this.source = source;
        }

        @Override
        public boolean tryAdvance(Consumer<? super ChatCompletionChunk> action) {
            ChatCompletionChunk[] next = new ChatCompletionChunk[1];
            try {
                if (source.tryAdvance(chunk -> next[0] = chunk)) {
                    received(next[0]);
                } else {
                    complete();
                    return false;
                }
            } catch (RuntimeException e) {
                if (hasEnded.compareAndSet(false, true)) {
                    call.fail(e);
                }
                throw e;
            }
            action.accept(next[0]);
            return true;
        }
    }
}
