package dev.spoor.model;

/**
 * Tokens of one model call, in buckets that do not overlap, so that each token is counted and priced once. All are 0 or
 * more.
 *
 * @param input tokens of the prompt that were neither read from nor written to a cache, audio and image excluded
 * @param cacheRead prompt tokens read from a cache
 * @param cacheWrite prompt tokens written to a cache (of any lifetime)
 * @param inputAudio audio tokens of the prompt
 * @param inputImage image tokens of the prompt
 * @param output tokens of the answer, reasoning, audio and image excluded
 * @param reasoning tokens the model spent on reasoning
 * @param outputAudio audio tokens of the answer
 * @param outputImage image tokens of the answer
 * @param cacheWriteOneHour those of {@code cacheWrite} that are kept for an hour: a part of it, since they cost more
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite,
        long inputAudio,
        long inputImage,
        long output,
        long reasoning,
        long outputAudio,
        long outputImage,
        long cacheWriteOneHour) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** All prompt tokens. */
    public long totalInput() {
        return input + cacheRead + cacheWrite + inputAudio + inputImage;
    }

    /** All tokens of the answer. */
    public long totalOutput() {
        return output + reasoning + outputAudio + outputImage;
    }

    public long total() {
        return totalInput() + totalOutput();
    }

    public boolean isEmpty() {
        return total() == 0;
    }

    public Usage plus(Usage other) {
        if (other.equals(NONE)) {
            return this;
        }
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                inputAudio + other.inputAudio,
                inputImage + other.inputImage,
                output + other.output,
                reasoning + other.reasoning,
                outputAudio + other.outputAudio,
                outputImage + other.outputImage,
                cacheWriteOneHour + other.cacheWriteOneHour);
    }

    /**
     * Usage from a dialect whose totals include their parts, as OpenTelemetry's and OpenAI's do. Parts that exceed their
     * total are believed and raise the total.
     */
    public static Usage inclusive(long totalInput, long cacheRead, long cacheWrite, long totalOutput, long reasoning) {
        return new Usage(
                Math.max(0, totalInput - cacheRead - cacheWrite),
                cacheRead,
                cacheWrite,
                0,
                0,
                Math.max(0, totalOutput - reasoning),
                reasoning,
                0,
                0,
                0);
    }
}
