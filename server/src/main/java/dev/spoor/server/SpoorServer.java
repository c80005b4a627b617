package dev.spoor.server;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerListener;
import dev.spoor.server.api.ApiRoutes;
import dev.spoor.server.api.MaintenanceRoutes;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.http.AllowedHosts;
import dev.spoor.server.http.Compression;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.live.LiveRoutes;
import dev.spoor.server.mlflow.MlflowRoutes;
import dev.spoor.server.ops.Metrics;
import dev.spoor.server.ops.OpsRoutes;
import dev.spoor.server.otlp.OtlpRoutes;
import dev.spoor.server.ui.UiRoutes;
import dev.spoor.store.SpanReader;
import dev.spoor.store.TraceStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: OTLP, the API, live views, operations and the UI on one port, OTLP's gRPC on a second too.
 *
 * <pre>{@code
 * try (SpoorServer server = SpoorServer.start(config, false, store, spanReader, contentReader, registry)) {
 *     System.out.println("http://127.0.0.1:" + server.port());
 *     server.awaitStop();
 * }
 * }</pre>
 */
public final class SpoorServer implements AutoCloseable {
    static {
        // It serves no TLS, and the JDK's own selectors are as fast: to look for native libraries takes a part of each
        // start.
        System.setProperty("com.linecorp.armeria.tlsEngineType", "jdk");
        System.setProperty("com.linecorp.armeria.transportType", "nio");
    }

    private static final Logger LOG = LoggerFactory.getLogger(SpoorServer.class);

    /** The parts, in the order in which an address is looked up where it would fit several. */
    private static final List<Routes> ROUTES = List.of(
            new OtlpRoutes(),
            new ApiRoutes(),
            new MaintenanceRoutes(),
            new LiveRoutes(),
            new MlflowRoutes(),
            new OpsRoutes(),
            new UiRoutes());

    private final Server server;
    private final Services services;
    private final int port;
    private final int grpcPort;

    private SpoorServer(Server server, Services services, int port, int grpcPort) {
        this.server = server;
        this.services = services;
        this.port = port;
        this.grpcPort = grpcPort;
    }

    /**
     * Starts to listen. The store stays the caller's: it is to be closed after the server.
     *
     * @param grpcPortIsOptional whether to go on without the gRPC port when another program has it
     * @param registry where metrics are kept; {@code /metrics} shows it
     * @throws StartException when a port or the address cannot be used
     */
    public static SpoorServer start(
            SpoorConfig config,
            boolean grpcPortIsOptional,
            TraceStore store,
            SpanReader spanReader,
            ContentReader contentReader,
            PrometheusMeterRegistry registry) {
        InetAddress address = address(config.host());
        int grpcPort = usableGrpcPort(config, address, grpcPortIsOptional);
        Services services = new Services(config, store, spanReader, contentReader, new Metrics(registry));
        ServerBuilder builder = Server.builder();
        builder.port(new InetSocketAddress(address, config.port()), SessionProtocol.HTTP);
        if (grpcPort >= 0) {
            builder.port(new InetSocketAddress(address, grpcPort), SessionProtocol.HTTP);
        }
        configure(builder, config, services, registry);
        ROUTES.forEach(routes -> routes.addTo(builder, services));
        Server server = builder.build();
        try {
            server.start().join();
        } catch (CompletionException e) {
            closeQuietly(services);
            throw new StartException(startProblem(e, config), e);
        }
        // In the order in which they were asked for.
        List<Integer> ports = server.activePorts().keySet().stream()
                .map(InetSocketAddress::getPort)
                .toList();
        return new SpoorServer(server, services, ports.getFirst(), grpcPort < 0 ? -1 : ports.getLast());
    }

    private static void configure(
            ServerBuilder builder, SpoorConfig config, Services services, MeterRegistry registry) {
        SpoorConfig.Http http = config.http();
        builder.maxNumConnections(http.maxConnections())
                .http2MaxStreamsPerConnection(http.maxStreamsPerConnection())
                .idleTimeout(http.idleTimeout())
                .requestTimeout(http.requestTimeout())
                .maxRequestLength(http.maxRequestBytes().bytes())
                .gracefulShutdownTimeout(Duration.ZERO, http.shutdownTimeout())
                .bossGroupFactory(BossGroup::new)
                .meterRegistry(registry)
                .errorHandler(new ErrorAnswers())
                .decorator(Compression.forRemoteClients())
                .decorator(AllowedHosts.decorator(http.allowedHosts()))
                .disableServerHeader()
                .disableDateHeader()
                .serverListener(ServerListener.builder()
                        .whenStopping(stopping -> services.beginStop())
                        .build());
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartException("host: there is no address '" + host + "'", e);
        }
    }

    /** -1 when the port is taken and may be done without. */
    private static int usableGrpcPort(SpoorConfig config, InetAddress address, boolean optional) {
        int port = config.grpcPort();
        if (port <= 0 || !optional) {
            return port;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return port;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("port", port)
                    .log("The gRPC port is in use, so OTLP by gRPC is taken on the main port only");
            return -1;
        }
    }

    private static String startProblem(Throwable failure, SpoorConfig config) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "cannot listen on " + config.host() + ", port " + config.port()
                        + (config.grpcPort() > 0 ? " or " + config.grpcPort() : "") + ": " + cause.getMessage()
                        + ". Another server may run; choose others with --port and --grpc-port";
            }
        }
        return "cannot start: " + failure.getMessage();
    }

    /** The port of everything. */
    public int port() {
        return port;
    }

    /** The second port for gRPC; -1 when there is none. */
    public int grpcPort() {
        return grpcPort;
    }

    /** Whether the server has begun to stop. */
    public boolean stopping() {
        return services.stopping();
    }

    /** Returns once the server has stopped. */
    public void awaitStop() throws InterruptedException {
        server.blockUntilShutdown();
    }

    /** Takes no more requests, finishes those that were accepted, within {@code http.shutdown_timeout}. */
    @Override
    public void close() {
        server.stop().join();
        closeQuietly(services);
    }

    private static void closeQuietly(Services services) {
        try {
            services.closeAll();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("Something could not be closed");
        }
    }

    /** The server cannot start; the message says why and what to do. */
    public static final class StartException extends RuntimeException {
        StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
