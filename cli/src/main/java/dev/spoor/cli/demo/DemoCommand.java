package dev.spoor.cli.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends example runs to a server, so that the first page a newcomer opens is not empty. */
@Command(
        name = "demo",
        description = "Sends a few example runs of agents to a running server.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor demo                               to the server on this machine",
            "  spoor demo --server http://127.0.0.1:8080",
            "  spoor demo --no-long-run                 without the run that takes twenty seconds"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Logger EXPORTER_LOG = Logger.getLogger("io.opentelemetry");

    @Option(names = "--server", paramLabel = "URL", description = "The server (http://127.0.0.1:5050).")
    String url = "http://127.0.0.1:5050";

    @Option(names = "--no-long-run", description = "Leave out the run that is shown while it goes on.")
    boolean noLongRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        // The demo says itself when nobody answers, in one line.
        EXPORTER_LOG.setLevel(Level.OFF);
        try (OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                        .setEndpoint(url + "/v1/traces")
                        .setCompression("gzip")
                        .setTimeout(30, TimeUnit.SECONDS)
                        .build();
                Delivery delivery = new Delivery(exporter);
                SdkTracerProvider provider = SdkTracerProvider.builder()
                        .setResource(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "spoor-demo",
                                AttributeKey.stringKey("deployment.environment.name"),
                                "demo")))
                        .addSpanProcessor(BatchSpanProcessor.builder(delivery).build())
                        .build()) {
            Run run = new Run(provider.get("dev.spoor.demo"));
            new Runs(run).all();
            provider.forceFlush().join(40, TimeUnit.SECONDS);
            if (delivery.failed()) {
                out.println("spoor: nobody takes traces at " + url + "; start a server with: spoor serve");
                out.flush();
                return 1;
            }
            out.println("sent " + run.started() + " runs; look at them on " + url);
            out.flush();
            if (!noLongRun) {
                out.println("one more takes twenty seconds: watch it grow (Ctrl-C ends it, and leaves it unfinished)");
                out.flush();
                new LongRun(provider.get("dev.spoor.demo"), exporter).run();
            }
        }
        return 0;
    }
}
