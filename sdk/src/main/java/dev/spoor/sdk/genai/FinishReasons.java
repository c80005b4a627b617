package dev.spoor.sdk.genai;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why models stop, in the words of OpenTelemetry's GenAI conventions. */
public final class FinishReasons {
    private FinishReasons() {}

    /** The conventions' word for a provider's, such as {@code tool_call} for {@code tool_calls}; others in lower case. */
    public static @Nullable String of(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String word = given.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "tool_calls", "tool_execution", "function_call", "tool_use" -> "tool_call";
            case "max_tokens", "max_output_tokens" -> "length";
            case "end_turn", "completed" -> "stop";
            default -> word;
        };
    }
}
