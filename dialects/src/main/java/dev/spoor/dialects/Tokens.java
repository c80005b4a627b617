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
        return new Usage(
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
    }

    private static long known(Draft draft, Field field) {
        return Math.max(0, draft.count(field));
    }

    /** Adds what a cache served and stored to an input count that leaves it out. */
    static void includeCache(Draft draft) {
        long input = draft.count(Field.INPUT_TOKENS);
        if (input >= 0) {
            long cached = known(draft, Field.CACHE_READ_TOKENS) + known(draft, Field.CACHE_WRITE_TOKENS);
            draft.replace(Field.INPUT_TOKENS, Value.of(Math.min(Json.MAX_COUNT, input + cached)));
        }
    }
}
