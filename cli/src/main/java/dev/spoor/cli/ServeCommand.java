package dev.spoor.cli;

import dev.spoor.server.SpoorServer;
import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.ops.Logs;
import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = "Takes traces, keeps them, and shows them, until it is stopped.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor serve                               http://127.0.0.1:5050, data in ~/.spoor",
            "  spoor serve --port 8080 --data ./traces",
            "  spoor serve --memory                      nothing is left when it stops",
            "  spoor serve --set retention.max_age=30d       keep a month",
            "",
            "Every setting can also stand in ~/.spoor/config.toml or in the environment: see 'spoor config'."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ConfigLoader.Loaded loaded = settings.load();
        SpoorConfig config = loaded.config();
        Logs.configure(config.log());
        ConfigLoader.Origin grpcPort = loaded.origins().get("grpc_port");
        boolean grpcByDefault = grpcPort != null && grpcPort.isDefault();
        DialectReader reader = DialectReader.of(config);
        LocalTraceStore store = Stores.open(config, reader);
        SpoorServer server;
        try {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            FunctionCounter.builder("spoor.dialects.cpu.seconds", reader, DialectReader::cpuSeconds)
                    .description("CPU time of reading what spans mean and cost, by a sample of them")
                    .register(registry);
            FunctionCounter.builder("spoor.dialects.partial.reads", reader, DialectReader::partialReads)
                    .description("Readings of spans in which a dialect failed; the log says where")
                    .register(registry);
            server = SpoorServer.start(config, grpcByDefault, store, reader, reader, registry);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        Thread stopper = new Thread(
                () -> {
                    server.close();
                    store.close();
                },
                "spoor-stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        IdleMemory.watch(store::position);
        reader.watchPrices(config.prices().checkInterval());
        greet(config, server);
        server.awaitStop();
        return 0;
    }

    private void greet(SpoorConfig config, SpoorServer server) {
        PrintWriter out = spec.commandLine().getOut();
        String url = "http://" + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":"
                + server.port();
        out.println("Spoor is ready: " + url);
        out.println("  traces    " + (config.memory() ? "in memory, gone when this stops" : config.data()));
        out.println("  OTLP      " + url + "/v1/traces"
                + (server.grpcPort() < 0 ? "" : ", gRPC on port " + server.grpcPort()));
        out.println("  try it    OTEL_EXPORTER_OTLP_ENDPOINT=" + url + " your-application");
        out.println(
                "            or, in another terminal: spoor demo" + (config.port() == 5050 ? "" : " --server " + url));
        out.flush();
    }
}
