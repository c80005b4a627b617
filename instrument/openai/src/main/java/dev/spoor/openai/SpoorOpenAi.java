package dev.spoor.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;

/**
 * Traces OpenAI's Java client. A traced client stands wherever the client stood. Its chat completions, responses and
 * embeddings are spans below the one that is current where they are asked for: synchronous and asynchronous, whole and
 * streamed, structured, with raw responses and with other options. Everything else passes through as it is.
 *
 * <pre>{@code
 * OpenAIClient client = SpoorOpenAi.trace(OpenAIOkHttpClient.fromEnv());
 * }</pre>
 *
 * <p>Values, exceptions and the order of streams stay as they are. A call that streams ends with its last chunk, when it is
 * closed, or when it fails; one with a raw response when that is parsed or closed. Asynchronous handlers run in the context
 * of who called, on whatever thread.
 */
public final class SpoorOpenAi {
    private SpoorOpenAi() {}

    /** The same client, traced; its {@code async()} client too. */
    public static OpenAIClient trace(OpenAIClient client) {
        return TracedService.of(OpenAIClient.class, client);
    }

    /** The same client, traced; its {@code sync()} client too. */
    public static OpenAIClientAsync trace(OpenAIClientAsync client) {
        return TracedService.of(OpenAIClientAsync.class, client);
    }
}
