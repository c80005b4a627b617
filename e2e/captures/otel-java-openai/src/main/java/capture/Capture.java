package capture;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.instrumentation.openai.v1_1.OpenAITelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** OpenAI's client for Java, wrapped by OpenTelemetry's instrumentation, which sends content as log records. */
public final class Capture {
    public static void main(String[] arguments) {
        SdkTracerProvider spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpHttpSpanExporter.builder()
                        .setEndpoint(arguments[1] + "/v1/traces")
                        .build()))
                .build();
        SdkLoggerProvider logs = SdkLoggerProvider.builder()
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(arguments[1] + "/v1/logs")
                        .build()))
                .build();
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(spans)
                .setLoggerProvider(logs)
                .build();
        OpenAIClient client = OpenAITelemetry.builder(sdk)
                .setCaptureMessageContent(true)
                .build()
                .wrap(OpenAIOkHttpClient.builder()
                        .baseUrl(arguments[0])
                        .apiKey("none")
                        .maxRetries(0)
                        .build());
        toolLoop(client);
        stream(client);
        client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("a sentence")
                        .build());
        try {
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("error-500")
                            .addUserMessage("Fail, please.")
                            .build());
        } catch (RuntimeException e) {
            // That is what it is for.
        }
        spans.forceFlush().join(10, TimeUnit.SECONDS);
        logs.forceFlush().join(10, TimeUnit.SECONDS);
        System.exit(0);
    }

    private static void toolLoop(OpenAIClient client) {
        ChatCompletionCreateParams ask = ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .temperature(0.2)
                .maxCompletionTokens(100)
                .addSystemMessage("You know the weather.")
                .addUserMessage("What is the weather in Paris?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .description("The weather in a city")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build())
                .build();
        ChatCompletion asked = client.chat().completions().create(ask);
        ChatCompletionMessageToolCall call =
                asked.choices().get(0).message().toolCalls().orElseThrow().get(0);
        client.chat()
                .completions()
                .create(ask.toBuilder()
                        .addMessage(asked.choices().get(0).message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.asFunction().id())
                                .content("{\"city\":\"Paris\",\"celsius\":18}")
                                .build())
                        .build());
    }

    private static void stream(OpenAIClient client) {
        try (StreamResponse<ChatCompletionChunk> chunks = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model("gpt-5-mini")
                        .addUserMessage("Tell me a story of a stream.")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            chunks.stream().forEach(chunk -> {});
        }
    }
}
