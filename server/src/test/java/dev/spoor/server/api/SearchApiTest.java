package dev.spoor.server.api;

import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text search in the API. */
class SearchApiTest extends StoreApiTest {
    @BeforeEach
    void fill() {
        for (int i = 0; i < 6; i++) {
            send(
                    i,
                    "run " + i,
                    text("question", "🎉 Where is my Refund " + i + "?"),
                    text("region", i % 2 == 0 ? "eu" : "us"));
        }
    }

    private JsonNode search(String query) {
        JsonNode page = server.json("/api/v1/search?" + query);
        description.check("get", "/api/v1/search", page);
        return page;
    }

    @Test
    void aHitShowsWhere() {
        JsonNode hit = search("text=" + encoded("refund 3")).get("hits").get(0);

        assertThat(hit.at("/trace/name").asText()).isEqualTo("run 3");
        assertThat(hit.get("span_id").asText()).isEqualTo("00f067aa0ba902b1");
        assertThat(hit.get("span_name").asText()).isEqualTo("run 3");
        assertThat(hit.get("field").asText()).isEqualTo("attributes.question");
        assertThat(hit.at("/snippet/text").asText()).isEqualTo("🎉 Where is my Refund 3?");
        // In UTF-16 units: the first character has two.
        assertThat(hit.at("/snippet/highlights").toString()).isEqualTo("[[15,23]]");
        assertThat(hit.get("match_count").asInt()).isEqualTo(1);
    }

    @Test
    void filtersNarrowAndPagesGoOn() {
        String query = "text=refund&limit=2&filter=" + encoded("attr.region = 'eu'");
        List<String> names = new ArrayList<>();
        JsonNode page = search(query);
        while (true) {
            assertThat(page.get("complete").asBoolean()).isTrue();
            page.get("hits").forEach(hit -> names.add(hit.at("/trace/name").asText()));
            if (page.get("next_page_token").isNull()) {
                break;
            }
            page = search(query + "&page_token=" + page.get("next_page_token").asText());
        }
        assertThat(names).containsExactly("run 4", "run 2", "run 0");
        assertThat(search("text=refund&case_sensitive=true").get("hits")).isEmpty();
        assertThat(search("text=Refund&case_sensitive=true").get("hits")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | text must say what to look for",
                "text=%20%09 | text must say what to look for",
                "text=x&limit=201 | limit must be a whole number from 1 to 200, not '201'",
                "text=x&case_sensitive=perhaps | case_sensitive must be true or false, not 'perhaps'",
                "text=x&page_token=nonsense | page_token: 'nonsense' is not a page token that this server gave",
                "text=x&filter=stauts%3D1 | did you mean status?",
                "text=x&txet=y | the parameter 'txet' is not known here",
            })
    void whatIsWrongIsNamed(String query, String message) {
        HttpResponse<byte[]> answer = server.get("/api/v1/search?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = TestServer.tree(answer);
        description.checkSchema("Error", error);
        assertThat(error.get("message").asText()).contains(message);
    }

    @Test
    void tooLongATextIsRefused() {
        HttpResponse<byte[]> answer = server.get("/api/v1/search?text=" + "x".repeat(1001));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.tree(answer).get("message").asText()).contains("at most 1000 characters");
    }

    @Test
    void aClientThatGoesEndsItsSearch() throws Exception {
        MemoryStore slow = new MemoryStore();
        slow.searching = new CompletableFuture<>();
        slow.searchCancelled = new CompletableFuture<>();
        try (TestServer other = TestServer.start(slow)) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), other.server().port())) {
                ask(socket, "/api/v1/search?text=x");
                slow.searching.get(60, TimeUnit.SECONDS);
            }
            slow.searchCancelled.get(60, TimeUnit.SECONDS);
        }
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
