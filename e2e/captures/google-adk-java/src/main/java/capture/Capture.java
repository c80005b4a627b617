package capture;

import com.google.adk.agents.LlmAgent;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.FunctionTool;
import com.google.genai.types.Content;
import com.google.genai.types.Part;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Google's Agent Development Kit, with a model of our own behind its interface: the spans are the kit's. */
public final class Capture {
    public static Map<String, Object> weather(@Schema(name = "city", description = "A city") String city) {
        return Map.of("city", city, "celsius", 18);
    }

    public static void main(String[] arguments) {
        SdkTracerProvider spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpHttpSpanExporter.builder()
                        .setEndpoint(arguments[1] + "/v1/traces")
                        .build()))
                .build();
        // Before the kit's first class is loaded, which keeps the tracer that it finds then.
        OpenTelemetrySdk.builder().setTracerProvider(spans).buildAndRegisterGlobal();
        run();
        spans.forceFlush().join(10, TimeUnit.SECONDS);
        System.exit(0);
    }

    private static void run() {
        LlmAgent agent = LlmAgent.builder()
                .name("weather")
                .model(new Weather())
                .instruction("You know the weather.")
                .tools(FunctionTool.create(Capture.class, "weather"))
                .build();
        InMemoryRunner runner = new InMemoryRunner(agent, "weather");
        runner.sessionService()
                .createSession("weather", "user-1", Map.of(), "session-1")
                .blockingGet();
        runner.runAsync(
                        "user-1",
                        "session-1",
                        Content.builder()
                                .role("user")
                                .parts(Part.fromText("What is the weather in Paris?"))
                                .build())
                .blockingSubscribe();
    }
}
