package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;

/** Turns what a draft knows of tokens into disjoint buckets. */
final class Tokens {
    private Tokens() {}

    /** The input fields include their parts here; dialects that exclude them were corrected before. */
    static Usage of(Draft draft) {
        long cacheRead = known(draft, Field.CACHE_READ_TOKENS);
        long cacheWriteOneHour = known(draft, Field.CACHE_WRITE_ONE_HOUR_TOKENS);
        long cacheWrite = Math.max(known(draft, Field.CACHE_WRITE_TOKENS), cacheWriteOneHour);
        long inputAudio = known(draft, Field.INPUT_AUDIO_TOKENS);
        long inputImage = known(draft, Field.INPUT_IMAGE_TOKENS);
        long reasoning = known(draft, Field.REASONING_TOKENS);
        long outputAudio = known(draft, Field.OUTPUT_AUDIO_TOKENS);
        long outputImage = known(draft, Field.OUTPUT_IMAGE_TOKENS);
        long input = draft.count(Field.INPUT_TOKENS);
        long output = draft.count(Field.OUTPUT_TOKENS);
        long total = draft.count(Field.TOTAL_TOKENS);
        if (input < 0 && total >= 0) {
            input = Math.max(0, total - Math.max(0, output));
        }
        if (output < 0 && total >= 0) {
            output = Math.max(0, total - Math.max(0, input));
        }
        long twice = countedTwice(input, cacheRead + cacheWrite, inputAudio + inputImage);
        long ofAudio = Math.min(inputAudio, twice);
        inputAudio -= ofAudio;
        inputImage -= twice - ofAudio;
        Usage usage = new Usage(
                Math.max(0, input - cacheRead - cacheWrite - inputAudio - inputImage),
                cacheRead,
                cacheWrite,
                inputAudio,
                inputImage,
                Math.max(0, output - reasoning - outputAudio - outputImage),
                reasoning,
                outputAudio,
                outputImage,
                cacheWriteOneHour);
        // Most spans have none, and the index keeps them for a while.
        return usage.equals(Usage.NONE) ? Usage.NONE : usage;
    }

    /**
     * Sound and images that a cache served are among the cached and among their own kind. Where both fit into the input
     * and together do not, the rest is in both; as cached it stays, since it is charged so.
     */
    private static long countedTwice(long input, long cached, long media) {
        return cached <= input && media <= input ? Math.max(0, cached + media - input) : 0;
    }

    private static long known(Draft draft, Field field) {
        return Math.max(0, draft.count(field));
    }

    /** Adds what a cache served and stored to an input count that leaves it out. */
    static void includeCache(Draft draft) {
        long input = draft.count(Field.INPUT_TOKENS);
        if (input >= 0) {
            long written =
                    Math.max(known(draft, Field.CACHE_WRITE_TOKENS), known(draft, Field.CACHE_WRITE_ONE_HOUR_TOKENS));
            long cached = known(draft, Field.CACHE_READ_TOKENS) + written;
            draft.replace(Field.INPUT_TOKENS, Value.of(Math.min(Json.MAX_COUNT, input + cached)));
        }
    }
}
