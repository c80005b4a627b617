package dev.spoor.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.spoor.sdk.genai.ModelCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * Ends a streamed call's span with its answer. The application's handler runs in the caller's context, so that what it
 * traces, further calls among it, stands beside the call and not below it.
 */
final class TracedHandler implements StreamingChatResponseHandler {
    private final StreamingChatResponseHandler handler;
    private final ModelCall call;
    private final Context caller;

    TracedHandler(StreamingChatResponseHandler handler, ModelCall call, Context caller) {
        this.handler = handler;
        this.call = call;
        this.caller = caller;
    }

    private void piece(Runnable toHandler) {
        call.firstToken();
        inCallersContext(toHandler);
    }

    private void inCallersContext(Runnable toHandler) {
        try (Scope scope = caller.makeCurrent()) {
            toHandler.run();
        }
    }

    @Override
    public void onPartialResponse(String text) {
        piece(() -> handler.onPartialResponse(text));
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        var seen = new PartialResponseContext(seen(context.streamingHandle()));
        piece(() -> handler.onPartialResponse(part, seen));
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        piece(() -> handler.onPartialThinking(part));
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        var seen = new PartialThinkingContext(seen(context.streamingHandle()));
        piece(() -> handler.onPartialThinking(part, seen));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        piece(() -> handler.onPartialToolCall(part));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        var seen = new PartialToolCallContext(seen(context.streamingHandle()));
        piece(() -> handler.onPartialToolCall(part, seen));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall toolCall) {
        piece(() -> handler.onCompleteToolCall(toolCall));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        inCallersContext(() -> handler.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ChatTurn.end(call, response);
        inCallersContext(() -> {
            try {
                handler.onCompleteResponse(response);
            } catch (RuntimeException | Error e) {
                // A service goes on from here, with tools and further calls, and this may be its only end.
                serviceFails(e);
                throw e;
            }
        });
    }

    @Override
    public void onError(Throwable error) {
        call.fail(error);
        inCallersContext(() -> {
            try {
                handler.onError(error);
            } finally {
                serviceFails(error);
            }
        });
    }

    private static void serviceFails(Throwable problem) {
        ServiceCall service = ServiceCall.current();
        if (service != null && service.streams()) {
            service.fail(problem);
        }
    }

    /** Nothing more is told of a stream that the application cancels. */
    private StreamingHandle seen(StreamingHandle handle) {
        return new StreamingHandle() {
            @Override
            public void cancel() {
                handle.cancel();
                call.end();
                ServiceCall service = ServiceCall.in(caller);
                if (service != null && service.streams()) {
                    service.end(null);
                }
            }

            @Override
            public boolean isCancelled() {
                return handle.isCancelled();
            }
        };
    }
}
