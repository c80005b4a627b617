package dev.spoor.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.spoor.sdk.genai.ModelCall;
import java.time.Duration;

/** Tells the model call that is current of each request that goes out for it. */
final class TracedHttpClient implements HttpClient {
    private final HttpClient client;

    private TracedHttpClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        ModelCall call = ModelCall.current();
        if (call == null) {
            return client.execute(request);
        }
        call.attempt();
        try {
            return client.execute(request);
        } catch (RuntimeException e) {
            call.attemptFailed(
                    e instanceof HttpException refused
                            ? String.valueOf(refused.statusCode())
                            : e.getClass().getName());
            throw e;
        }
    }

    /** LangChain4j does not try streams again. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        client.execute(request, parser, listener);
    }

    static final class Builder implements HttpClientBuilder {
        private final HttpClientBuilder builder;

        Builder(HttpClientBuilder builder) {
            this.builder = builder;
        }

        @Override
        public Duration connectTimeout() {
            return builder.connectTimeout();
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            builder.connectTimeout(timeout);
            return this;
        }

        @Override
        public Duration readTimeout() {
            return builder.readTimeout();
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            builder.readTimeout(timeout);
            return this;
        }

        @Override
        public HttpClient build() {
            return new TracedHttpClient(builder.build());
        }
    }
}
