package capture;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.retry.support.RetryTemplate;

/** Spring AI's chat client, its observations made spans by Micrometer's bridge to OpenTelemetry. */
public final class Capture {
    public static final class Weather {
        @Tool(name = "get_weather", description = "The weather in a city")
        public Map<String, Object> weather(String city) {
            return Map.of("city", city, "celsius", 18);
        }
    }

    public static void main(String[] arguments) {
        String openai = arguments[0];
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(arguments[1] + "/v1/traces")
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(
                        new OtelTracer(sdk.getTracer("spring-ai"), new OtelCurrentTraceContext(), event -> {})));
        OpenAiApi api = OpenAiApi.builder()
                .baseUrl(openai.replaceFirst("/v1$", ""))
                .apiKey("none")
                .build();
        RetryTemplate once = RetryTemplate.builder().maxAttempts(1).build();
        ChatClient client = client(api, "gpt-4o-mini", once, registry);
        client.prompt()
                .system("You know the weather.")
                .user("What is the weather in Paris?")
                .tools(new Weather())
                .call()
                .content();
        client(api, "gpt-5-mini", once, registry)
                .prompt("Tell me a story of a stream.")
                .stream()
                .content()
                .blockLast();
        new OpenAiEmbeddingModel(
                        api,
                        MetadataMode.EMBED,
                        OpenAiEmbeddingOptions.builder().model("text-embedding-3-small").build(),
                        once,
                        registry)
                .embed("a sentence");
        try {
            client(api, "error-500", once, registry).prompt("Fail, please.").call().content();
        } catch (RuntimeException e) {
            // That is what it is for.
        }
        provider.forceFlush().join(10, TimeUnit.SECONDS);
        System.exit(0);
    }

    private static ChatClient client(OpenAiApi api, String model, RetryTemplate retry, ObservationRegistry registry) {
        OpenAiChatModel chat = OpenAiChatModel.builder()
                .openAiApi(api)
                .defaultOptions(OpenAiChatOptions.builder()
                        .model(model)
                        .streamUsage(true)
                        .build())
                .toolCallingManager(DefaultToolCallingManager.builder()
                        .observationRegistry(registry)
                        .build())
                .retryTemplate(retry)
                .observationRegistry(registry)
                .build();
        return ChatClient.builder(chat, registry, null, null).build();
    }
}
