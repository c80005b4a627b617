package dev.spoor.localmodel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model server on this machine that speaks OpenAI's wire format (chat completions, responses, embeddings and
 * moderations, whole or streamed), so that tests and examples need no key. It thinks by a function of what it is asked, or
 * gives prepared answers one after the other. Safe for several threads.
 *
 * <pre>{@code
 * try (LocalModel model = LocalModel.answering(Answer.call("look", "{\"place\":\"mat\"}"), Answer.text("Under the mat."))) {
 *     agent(model.baseUrl()).answer("Where is the key?");
 * }
 * }</pre>
 *
 * <p>Each call of a model costs 20 tokens of which 12 come from a cache, and gives 9 of which 4 are reasoning.
 */
public final class LocalModel implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Conversation, Answer> mind;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private LocalModel(Function<Conversation, Answer> mind) {
        this.mind = mind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    /** A model that answers as the function says, also at the same time. */
    public static LocalModel thinking(Function<Conversation, Answer> mind) {
        return new LocalModel(mind);
    }

    /** A model that gives these answers one after the other, and the last one again and again. */
    public static LocalModel answering(Answer... answers) {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        return new LocalModel(asked -> {
            synchronized (left) {
                return left.size() == 1 ? left.getFirst() : left.removeFirst();
            }
        });
    }

    /** Where clients are pointed at, without a slash at its end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The bodies that came so far. */
    public Collection<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(body);
            Map<String, @Nullable Object> request = JsonReader.readObject(body);
            String model = String.valueOf(request.get("model"));
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/embeddings")) {
                send(exchange, 200, Embeddings.whole(model, request));
                return;
            }
            Answer answer = mind.apply(Conversation.of(request));
            boolean responses = path.endsWith("/responses");
            if (answer instanceof Answer.Refusal refusal) {
                // So that clients which try again do so at once.
                exchange.getResponseHeaders().set("Retry-After-Ms", "1");
                Map<String, ?> error = Map.of("message", refusal.message(), "type", "local_model", "code", "refused");
                send(exchange, refusal.status(), Json.object("error", error));
            } else if (path.endsWith("/moderations")) {
                boolean flagged =
                        answer instanceof Answer.Text text && text.text().equals("flagged");
                send(exchange, 200, moderation(model, flagged));
            } else if (answer instanceof Answer.BrokenStream broken) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 1_000_000);
                write(
                        exchange,
                        ChatCompletions.events(model, new Answer.Text(broken.begin()))
                                .get(0),
                        false);
            } else if (Boolean.TRUE.equals(request.get("stream"))) {
                stream(exchange, responses, model, answer);
            } else {
                send(exchange, 200, responses ? Responses.whole(model, answer) : ChatCompletions.whole(model, answer));
            }
        }
    }

    private static Map<String, @Nullable Object> moderation(String model, boolean flagged) {
        return Json.object(
                "id",
                "modr-7",
                "model",
                model,
                "results",
                List.of(Json.object(
                        "flagged", flagged,
                        "categories", Json.object("violence", flagged),
                        "category_scores", Json.object("violence", flagged ? 0.9 : 0.0),
                        "category_applied_input_types", Json.object("violence", List.of("text")))));
    }

    private static void stream(HttpExchange exchange, boolean responses, String model, Answer answer)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        List<Map<String, @Nullable Object>> events =
                responses ? Responses.events(model, answer) : ChatCompletions.events(model, answer);
        for (Map<String, @Nullable Object> event : events) {
            write(exchange, event, responses);
        }
        if (!responses) {
            exchange.getResponseBody().write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(HttpExchange exchange, Map<String, @Nullable Object> event, boolean named)
            throws IOException {
        String text = (named ? "event: " + event.get("type") + "\n" : "") + "data: " + JsonWriter.write(event) + "\n\n";
        OutputStream out = exchange.getResponseBody();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int status, Map<String, @Nullable Object> body) throws IOException {
        byte[] bytes = JsonWriter.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
