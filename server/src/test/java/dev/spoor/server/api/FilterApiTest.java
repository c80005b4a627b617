package dev.spoor.server.api;

import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filter language in the API: lists, sums, completion, and commands on what matches. */
class FilterApiTest extends StoreApiTest {
    @BeforeEach
    void fill() {
        for (int i = 0; i < 6; i++) {
            send(i, "run " + i % 3, text("region", i % 2 == 0 ? "eu" : "us"));
        }
    }

    private List<String> names(String query) {
        JsonNode page = server.json("/api/v1/traces?" + query);
        description.check("get", "/api/v1/traces", page);
        return page.get("traces").findValuesAsText("name");
    }

    private JsonNode post(String path, String body) {
        HttpResponse<byte[]> answer =
                server.send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
        JsonNode json = TestServer.tree(answer);
        assertThat(answer.statusCode()).as(json.toString()).isEqualTo(200);
        description.check("post", path, json);
        return json;
    }

    @Test
    void listsAreFilteredAndSorted() {
        assertThat(names("filter=" + encoded("name IN ('run 1', 'run 2') AND attr.region = 'eu'")))
                .containsExactly("run 1", "run 2");
        assertThat(names("order_by=name&order_by=timestamp_ms&limit=3&filter=" + encoded("name != 'run 0'")))
                .containsExactly("run 1", "run 1", "run 2");
    }

    @Test
    void anErrorSaysWhereAndWhatWasMeant() {
        HttpResponse<byte[]> answer = server.get("/api/v1/traces?filter=" + encoded("stauts = 'x'"));
        JsonNode error = TestServer.tree(answer);
        description.checkSchema("Error", error);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.get("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(error.get("position").asInt()).isZero();
        assertThat(error.get("nearest").asText()).isEqualTo("status");
    }

    @Test
    void aFilterCanBeCheckedWithoutAsking() {
        description.check(
                "get", "/api/v1/filter/check", server.json("/api/v1/filter/check?filter=" + encoded("name = 'x'")));
        HttpResponse<byte[]> answer = server.get("/api/v1/filter/check?filter=" + encoded("name = 'x' OR stauts = 1"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.tree(answer).get("position").asInt()).isEqualTo(14);
    }

    @Test
    void sumsAreOfWhatMatches() {
        for (String filter : List.of("name = 'run 1'", "attr.region = 'eu' AND name LIKE 'run%'")) {
            JsonNode stats = server.json("/api/v1/stats?filter=" + encoded(filter));
            description.check("get", "/api/v1/stats", stats);
            assertThat(stats.at("/rows/0/count").asInt()).isEqualTo(filter.startsWith("name") ? 2 : 3);
            JsonNode spans = server.json("/api/v1/stats?group_by=span_name&filter=" + encoded(filter));
            assertThat(spans.get("rows")).hasSize(filter.startsWith("name") ? 1 : 3);
        }
    }

    @Test
    void completionNamesEveryField() {
        JsonNode fields = server.json("/api/v1/filter/fields");
        description.check("get", "/api/v1/filter/fields", fields);
        assertThat(fields.get("fields").findValuesAsText("name")).contains("status", "tag.", "span.type");
    }

    @Test
    void whatMatchesIsTaggedAndDeletedAndCountedFirst() {
        String chosen = "{\"filter\":\"attr.region = 'us'\"";
        assertThat(post("/api/v1/traces/tags", chosen + ",\"set\":{\"mark\":\"x\"},\"dry_run\":true}")
                        .get("traces_tagged")
                        .asInt())
                .isEqualTo(3);
        assertThat(names("filter=" + encoded("tag.mark = 'x'"))).isEmpty();
        post("/api/v1/traces/tags", chosen + ",\"set\":{\"mark\":\"x\"}}");
        assertThat(names("filter=" + encoded("tag.mark = 'x'"))).hasSize(3);

        assertThat(post("/api/v1/traces/delete", chosen + ",\"dry_run\":true}")
                        .get("traces_deleted")
                        .asInt())
                .isEqualTo(3);
        assertThat(names("")).hasSize(6);
        post("/api/v1/traces/delete", chosen + "}");
        assertThat(names("")).hasSize(3);
    }

    @Test
    void aCommandThatChoosesNothingIsRefused() {
        for (String body : List.of("{\"dry_run\":true}", "{\"trace_ids\":[],\"filter\":\"TRUE\"}")) {
            HttpResponse<byte[]> answer = server.send(
                    "POST",
                    "/api/v1/traces/delete",
                    body.getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json");
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(names("")).hasSize(6);
    }
}
