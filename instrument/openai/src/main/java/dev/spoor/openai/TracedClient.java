package dev.spoor.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;

/**
 * Traces OpenAI's Java client. A traced client stands wherever the client stood; its chat completions, structured ones and
 * synchronous streams among them, are spans below the one that is current where they are asked for. Everything else passes
 * through as it is, asynchronous streams and raw responses too.
 *
 * <pre>{@code
 * OpenAIClient client = TracedClient.trace(OpenAIOkHttpClient.fromEnv());
 * }</pre>
 */
public final class TracedClient {
    private TracedClient() {}

    /** The same client, traced; its {@code async()} client too. */
    public static OpenAIClient trace(OpenAIClient client) {
        return TracedService.of(OpenAIClient.class, client);
    }

    /** The same client, traced; its {@code sync()} client too. */
    public static OpenAIClientAsync trace(OpenAIClientAsync client) {
        return TracedService.of(OpenAIClientAsync.class, client);
    }
}
