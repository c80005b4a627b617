package dev.spoor.sdk.export;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spoor.model.Span;
import dev.spoor.otlp.OtlpSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A small OTLP receiver that keeps what it is sent, and answers as a test wants. */
public final class TraceReceiver implements AutoCloseable {
    /**
     * Sockets that are bound and do not listen, one for each port that was ever listened on here. They keep the port for
     * the next receiver of a test that takes one away and brings it back: meanwhile connections are refused, and no other
     * process, nor a connection's own end, is given it.
     */
    private static final List<Socket> KEPT_PORTS = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    public final List<Span> spans = new CopyOnWriteArrayList<>();
    public final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    public volatile int status = 200;
    public volatile byte[] answer = {};
    public volatile String retryAfter = "";
    /** Larger requests are refused with 413. */
    public volatile int maxSpans = Integer.MAX_VALUE;
    /** While it is closed, requests are taken and not answered. */
    public volatile CountDownLatch gate = new CountDownLatch(0);

    /** @param port of one that was closed */
    public TraceReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::handle);
        server.start();
    }

    public TraceReceiver() throws IOException {
        this(keptPort());
    }

    private static int keptPort() throws IOException {
        Socket socket = new Socket();
        // With it others may listen there, as long as this one does not.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        KEPT_PORTS.add(socket);
        return socket.getLocalPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port() + "/v1/traces";
    }

    public List<String> names() {
        return spans.stream().map(Span::name).toList();
    }

    private static InputStream unpacked(HttpExchange exchange) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        InputStream body = exchange.getRequestBody();
        return "gzip".equals(encoding)
                ? new GZIPInputStream(body)
                : "zstd".equals(encoding) ? new ZstdInputStream(body) : body;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = unpacked(exchange)) {
            byte[] request = body.readAllBytes();
            Map<String, String> seen = new ConcurrentHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> seen.put(name.toLowerCase(), values.get(0)));
            // Decided first: who sees the request may change the status for the next.
            int now = status;
            headers.add(seen);
            gate.await();
            if (now == 200) {
                List<Span> sent = OtlpSpans.read(request);
                if (sent.size() > maxSpans) {
                    now = 413;
                } else {
                    spans.addAll(sent);
                }
            }
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            byte[] body2 = answer;
            exchange.sendResponseHeaders(now, body2.length == 0 ? -1 : body2.length);
            exchange.getResponseBody().write(body2);
        } catch (InterruptedException e) {
            throw new IOException("stopped", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
