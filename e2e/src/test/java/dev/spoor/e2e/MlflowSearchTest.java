package dev.spoor.e2e;

import static dev.spoor.e2e.MlflowCalls.attribute;
import static dev.spoor.e2e.MlflowCalls.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MLflow's search language, its order and its pages. The traces: {@code a} and {@code b} with spans, begun together; {@code c},
 * which runs; {@code d}, the newest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowSearchTest {
    private static final String PREFIX = "0000000ba4be06e27fed60000000000";

    private SpoorProcess server;
    private MlflowCalls mlflow;
    private String experiment;

    @BeforeAll
    void fill(@TempDir Path data) throws IOException, InterruptedException {
        server = SpoorProcess.start(data);
        mlflow = new MlflowCalls(server);
        experiment = mlflow.experiment("probes");
        mlflow.export(experiment, span(id("a"), 1, 0, "root", "AGENT").setStatus(status(1)));
        mlflow.export(
                experiment, question(span(id("a"), 2, 1, "search_web", "TOOL").setStatus(status(2))));
        mlflow.export(experiment, span(id("b"), 1, 0, "root", "AGENT").setStatus(status(1)));
        mlflow.export(experiment, question(span(id("b"), 2, 1, "llm", "LLM").setStatus(status(1))));
        tell(
                "a",
                1,
                "'execution_duration': '0.150s', 'state': 'OK', 'client_request_id': 'c-1', 'tags': {'mlflow.traceName':"
                        + " 'alpha', 'env': 'prod', 'team.a': 'x'}, 'trace_metadata': {'mlflow.trace.session': 's1',"
                        + " 'mlflow.sourceRun': 'run1', 'Cap': 'V'}");
        tell(
                "b",
                1,
                "'execution_duration': '3.500s', 'state': 'ERROR', 'client_request_id': 'c-2', 'tags':"
                        + " {'mlflow.traceName': 'beta', 'env': 'dev'}, 'trace_metadata': {'mlflow.trace.session': 's2'}");
        tell("c", 3, "'state': 'IN_PROGRESS', 'execution_duration': '0s', 'tags': {'mlflow.traceName': 'Alpha Two'}");
        tell(
                "d",
                4,
                "'state': 'OK', 'execution_duration': '0.050s', 'tags': {'mlflow.traceName': 'it\\u0027s', 'env': 'Prod'}");
        judge("a", "ok", "'feedback': {'value': true}");
        judge("a", "score", "'feedback': {'value': 0.9}");
        judge("a", "rating", "'feedback': {'value': 'good'}");
        judge("a", "exp", "'expectation': {'value': 'yes'}");
        judge("b", "ok", "'feedback': {'value': false}");
        judge("b", "my name", "'feedback': {'value': 'v w'}");
        mlflow.post(
                "/api/2.0/mlflow/traces/link-prompts",
                "{'trace_id': 'tr-" + id("b") + "', 'prompt_versions': [{'name': 'p', 'version': '1'}]}");
    }

    @AfterAll
    void stop() throws Exception {
        mlflow.close();
        server.close();
    }

    private static String id(String letter) {
        return PREFIX + (letter.charAt(0) - 'a' + 1);
    }

    private static Status.Builder status(int code) {
        return Status.newBuilder().setCodeValue(code);
    }

    private static Span.Builder question(Span.Builder span) {
        return span.addAttributes(attribute("model", "gpt-4"))
                .addAttributes(attribute("n", 5L))
                .addAttributes(attribute("q", "hello, Claude"));
    }

    private void tell(String letter, int second, String more) {
        mlflow.post(
                "/api/3.0/mlflow/traces",
                "{'trace': {'trace_info': {'trace_id': 'tr-" + id(letter)
                        + "', 'trace_location': {'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '"
                        + experiment + "'}}, 'request_time': '2023-11-14T22:13:2" + second + "Z', " + more + "}}}");
    }

    private void judge(String letter, String name, String value) {
        mlflow.post(
                "/api/3.0/mlflow/traces/tr-" + id(letter) + "/assessments",
                "{'assessment': {'assessment_name': '" + name
                        + "', 'source': {'source_type': 'HUMAN', 'source_id': 'x'}, " + value + "}}");
    }

    private static String letters(JsonNode answer) {
        StringBuilder letters = new StringBuilder();
        answer.path("traces")
                .forEach(trace -> letters.append(
                        (char) ('a' - 1 + trace.path("trace_id").asText().charAt(34) - '0')));
        return letters.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            status = 'OK'                                                    | da
            status = 'ok'                                                    |
            status != 'OK'                                                   | cb
            status IN ('OK','ERROR')                                         | dab
            status NOT IN ('OK')                                             | cb
            trace.status = 'OK'                                              | da
            attribute.status = 'OK'                                          | da
            attributes.status = "OK"                                         | da
            `status` = 'OK'                                                  | da
            status LIKE 'O%'                                                 | da
            name = 'alpha'                                                   | a
            name LIKE 'Alpha%'                                               | c
            name like 'alpha%'                                               | a
            name ilike 'ALPHA%'                                              | ca
            name RLIKE '^a.*a$'                                              | a
            name RLIKE 'lph'                                                 | ca
            name != 'alpha'                                                  | dcb
            name = "it's"                                                    | d
            trace.name = 'alpha'                                             | a
            attributes.name = 'alpha'                                        | a
            timestamp_ms > 1700000002000                                     | dc
            timestamp > 1700000002000                                        | dc
            timestamp_ms >= 1700000002000 AND timestamp_ms < 1700000004000   | c
            attributes.timestamp > 1700000002000.5                           | dc
            execution_time_ms > 100                                          | ab
            execution_time > 99.5                                            | ab
            end_time > 1700000003000                                         | db
            end_time_ms >= 1700000004500                                     | b
            request_id = 'tr-0000000ba4be06e27fed600000000001'               | a
            request_id IN ('tr-0000000ba4be06e27fed600000000001','tr-0000000ba4be06e27fed600000000002') | ab
            client_request_id = 'c-1'                                        | a
            client_request_id LIKE 'c-%'                                     | ab
            run_id = 'run1'                                                  | a
            run_id != 'run1'                                                 |
            run_id LIKE 'run%'                                               | a
            tag.env = 'prod'                                                 | a
            tags.env != 'prod'                                               | db
            tags.env ILIKE 'p%'                                              | da
            tags.env RLIKE '^p'                                              | a
            tags.env IS NULL                                                 | c
            tags.env is not null                                             | dab
            tags.`team.a` = 'x'                                              | a
            tags."team.a" = 'x'                                              | a
            tags.team.a = 'x'                                                | a
            tags.`mlflow.traceName` = 'alpha'                                | a
            metadata.`mlflow.trace.session` = 's1'                           | a
            request_metadata."mlflow.trace.session" = 's1'                   | a
            metadata.mlflow.trace.session LIKE 's%'                          | ab
            metadata.Cap = 'V'                                               | a
            metadata.cap = 'V'                                               |
            metadata.`mlflow.trace.session` IS NULL                          | dc
            span.name = 'llm'                                                | b
            span.name LIKE '%web%'                                           | a
            span.name IN ('llm','search_web')                                | ab
            span.name NOT IN ('root')                                        | ab
            span.type = 'TOOL'                                               | a
            span.type = 'tool'                                               |
            span.status = 'ERROR'                                            | a
            span.name = 'search_web' AND span.status = 'OK'                  |
            span.name = 'search_web' AND span.status = 'ERROR'               | a
            span.content LIKE '%Claude%'                                     | ab
            span.content ILIKE '%CLAUDE%'                                    | ab
            span.attributes.model LIKE '%gpt-4%'                             | ab
            span.attributes.model ILIKE '%GPT%'                              | ab
            span.attributes.model RLIKE '^gpt-4$'                            | ab
            span.attributes.n LIKE '%5%'                                     | ab
            span.attributes.`q` LIKE '%hello%'                               | ab
            trace.text LIKE '%hello%'                                        | ab
            trace.text ILIKE '%HELLO%'                                       | ab
            feedback.ok = 'true'                                             | a
            feedback.ok = 'True'                                             |
            feedback.ok = 'false'                                            | b
            feedback.score = '0.9'                                           | a
            feedback.rating = 'good'                                         | a
            feedback.rating LIKE '%oo%'                                      | a
            feedback.rating != 'good'                                        |
            feedback.ok IS NULL                                              | dc
            feedback.ok IS NOT NULL                                          | ab
            feedback.`my name` = 'v w'                                       | b
            feedback."my name" = 'v w'                                       | b
            expectation.exp = 'yes'                                          | a
            expectation.exp IS NOT NULL                                      | a
            prompt = 'p/1'                                                   | b
            status = 'OK' and tags.env = 'prod'                              | a
            status = 'OK' AND                                                | da
            AND status = 'OK'                                                | da
            status='OK'AND name='alpha'                                      | a
            tags.env = 'prod' AND tags.env = 'dev'                           |
            tags.env = ''                                                    |
            span.attributes.model = 'gpt-4'                                  | ab
            status = 'OK' OR (tags.env = 'dev' AND NOT name = 'x')           | dab
            feedback.score > 0.5                                             | a
            """)
    void aFilterFinds(String filter, String expected) {
        assertThat(letters(mlflow.search(experiment, filter, ""))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            timestamp_ms DESC                    | dcab
            timestamp_ms ASC                     | abcd
            timestamp asc                        | abcd
            execution_time_ms DESC               | badc
            execution_time                       | cdab
            status ASC                           | bcda
            name                                 | cabd
            name DESC                            | dbac
            run_id                               | adcb
            request_id                           | abcd
            request_id DESC                      | dcba
            experiment_id                        | dcab
            tags.env                             | dbac
            tag.env DESC                         | abdc
            metadata.`mlflow.trace.session`      | abdc
            attributes.timestamp DESC            | dcab
            trace.timestamp_ms                   | abcd
            end_time DESC                        | bdca
            """)
    void anOrderSorts(String order, String expected) {
        assertThat(letters(mlflow.search(experiment, "", ", 'order_by': ['" + order + "']")))
                .isEqualTo(expected);
    }

    @Test
    void theNewestComeFirstByItselfAndTiesById() {
        assertThat(letters(mlflow.search(experiment, "", ""))).isEqualTo("dcab");
        assertThat(letters(mlflow.search(
                        experiment, "", ", 'order_by': ['timestamp_ms DESC', 'execution_time_ms', 'timestamp_ms']")))
                .isEqualTo("dcab");
    }

    @Test
    void pagesFollowByATokenOfTheOffset() {
        for (String order : List.of("", ", 'order_by': ['timestamp_ms']", ", 'order_by': ['tag.env DESC']")) {
            StringBuilder all = new StringBuilder();
            String token = "";
            int pages = 0;
            do {
                JsonNode page = mlflow.search(
                        experiment, "status != 'NONE'", order + ", 'max_results': 2, 'page_token': '" + token + "'");
                all.append(letters(page));
                token = page.path("next_page_token").asText();
                pages++;
            } while (!token.isEmpty());
            assertThat(all.toString()).isEqualTo(letters(mlflow.search(experiment, "", order)));
            assertThat(pages).isEqualTo(2);
        }
        JsonNode first = mlflow.search(experiment, "", ", 'max_results': 3");
        String token = first.path("next_page_token").asText();
        assertThat(MlflowCalls.tree(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                        .path("offset")
                        .asInt())
                .isEqualTo(3);
        String plain = Base64.getEncoder().encodeToString("{\"offset\": 3}".getBytes(StandardCharsets.UTF_8));
        String beyond = Base64.getEncoder().encodeToString("{\"offset\": 9}".getBytes(StandardCharsets.UTF_8));
        assertThat(letters(mlflow.search(experiment, "", ", 'page_token': '" + plain + "'")))
                .hasSize(1);
        assertThat(mlflow.search(experiment, "", ", 'page_token': '" + beyond + "'"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "status = OK",
                "STATUS = 'OK'",
                "tags.env = prod",
                "status",
                "status = 'OK';",
                "'OK' = status",
                "status == 'OK'",
                "status <> 'OK'",
                "foo = 'x'",
                "spans.name = 'llm'",
                "evaluation.x = 'y'",
                "assessment.ok = 'true'",
                "span.content = 'x'",
                "trace.text = 'hello'",
                "execution_time_ms LIKE '1%'",
                "prompt = 'p'",
                "prompt LIKE 'p/1'"
            })
    void aMistakeIsRefused(String filter) {
        String message = mlflow.refused(
                "POST",
                "/api/3.0/mlflow/traces/search",
                "{'locations': " + MlflowCalls.location(experiment) + ", 'filter': '" + filter.replace("'", "\\u0027")
                        + "'}",
                400,
                "INVALID_PARAMETER_VALUE");
        assertThat(message).contains("at position");
    }
}
