package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.LocalTraceStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs an operator's work where the store is open: in this process when nobody has the data folder, else in the running
 * server, which is asked over HTTP and tells its progress line by line.
 */
final class Maintained {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpoorConfig config;

    Maintained(SpoorConfig config) {
        this.config = config;
    }

    /**
     * @param operation its name in the server's API: verify, reindex, compact or backup
     * @param parameters of that request
     * @param here does it in this process, and answers what the server would
     */
    JsonNode run(String operation, Map<String, String> parameters, Function<LocalTraceStore, JsonNode> here)
            throws IOException, InterruptedException {
        try (LocalTraceStore store = Stores.openExisting(config)) {
            return here.apply(store);
        } catch (StoreException.Locked e) {
            return ask(operation, parameters, e);
        }
    }

    private JsonNode ask(String operation, Map<String, String> parameters, StoreException.Locked locked)
            throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = URI.create("http://" + config.host() + ":" + config.port() + "/api/v1/maintenance/" + operation
                + (query.isEmpty() ? "" : "?" + query));
        try (HttpClient client = HttpClient.newHttpClient();
                ProgressLine progress = new ProgressLine()) {
            HttpResponse<java.io.InputStream> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                return read(lines, progress);
            }
        } catch (java.net.ConnectException e) {
            throw new UserException(locked.getMessage() + ". It does not answer on " + uri.getAuthority()
                    + "; name its --host and --port");
        }
    }

    private static JsonNode read(BufferedReader lines, Maintenance.Progress progress) throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            JsonNode node = JSON.readTree(line);
            if (node.has("error_code")) {
                throw new UserException(node.path("message").asText());
            } else if (node.has("result")) {
                return node.path("result");
            }
            progress.report(
                    node.path("done").asLong(),
                    node.path("total").asLong(),
                    node.path("what").asText());
        }
        throw new UserException("the server ended its answer before the work was done; its log says why");
    }
}
