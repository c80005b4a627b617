package dev.spoor.localmodel;

import java.util.List;

/** What a {@link LocalModel} does with a request. */
public sealed interface Answer {
    /** A text, streamed word by word when a stream is asked for. */
    record Text(String text) implements Answer {}

    /** Calls of tools that were offered. */
    record ToolCalls(List<ToolCall> calls) implements Answer {}

    /** An HTTP error in OpenAI's form. */
    record Refusal(int status, String message) implements Answer {}

    /** A stream that begins and then breaks off in the middle of an event. */
    record BrokenStream(String begin) implements Answer {}

    /** @param arguments as JSON */
    record ToolCall(String id, String name, String arguments) {}

    static Answer text(String text) {
        return new Text(text);
    }

    /** The call of one tool, with the id {@code call_NAME}. */
    static Answer call(String name, String arguments) {
        return new ToolCalls(List.of(new ToolCall("call_" + name, name, arguments)));
    }

    static Answer refusal(int status, String message) {
        return new Refusal(status, message);
    }
}
