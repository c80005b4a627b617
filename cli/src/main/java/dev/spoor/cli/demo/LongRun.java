package dev.spoor.cli.demo;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/** A run in real time. Its first span is sent when it begins, and once more when it has ended. */
final class LongRun {
    private static final int STEPS = 20;
    private static final long STEP_MILLIS = 1_000;

    private final Tracer tracer;
    private final SpanExporter exporter;

    LongRun(Tracer tracer, SpanExporter exporter) {
        this.tracer = tracer;
        this.exporter = exporter;
    }

    void run() throws InterruptedException {
        Span root = tracer.spanBuilder("invoke_agent gardener")
                .setNoParent()
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("gen_ai.agent.name", "gardener")
                .setAttribute(
                        "gen_ai.input.messages",
                        Messages.none()
                                .with("user", "Water the garden, bed by bed.")
                                .json())
                .startSpan();
        if (root instanceof ReadableSpan readable) {
            exporter.export(List.of(readable.toSpanData()));
        }
        Context context = Context.root().with(root);
        for (int bed = 1; bed <= STEPS; bed++) {
            Span step = tracer.spanBuilder("execute_tool water")
                    .setParent(context)
                    .setAttribute("gen_ai.operation.name", "execute_tool")
                    .setAttribute("gen_ai.tool.name", "water")
                    .setAttribute("gen_ai.tool.call.arguments", "{\"bed\":" + bed + "}")
                    .startSpan();
            Thread.sleep(STEP_MILLIS);
            step.setAttribute("gen_ai.tool.call.result", "{\"litres\":" + (3 + bed % 4) + "}");
            step.end();
            // At once, not with the next batch, so that people see each step.
            if (step instanceof ReadableSpan readable) {
                exporter.export(List.of(readable.toSpanData()));
            }
        }
        root.setAttribute(
                "gen_ai.output.messages",
                Messages.none()
                        .with("assistant", "All " + STEPS + " beds are watered.")
                        .json());
        root.end();
    }
}
