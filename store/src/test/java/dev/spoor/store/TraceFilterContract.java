package dev.spoor.store;

import static dev.spoor.store.TestTraces.START;
import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.failed;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Assessment;
import dev.spoor.model.Value;
import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.FilterPrinter;
import dev.spoor.model.filter.Operator;
import dev.spoor.model.filter.OrderBy;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every store answers to a filter. A store's own tests extend this and say how to open one with {@link TestTraces#READER}. */
public abstract class TraceFilterContract {
    /** More than there are traces, so that one page holds all. */
    private static final int ALL = 100;

    protected TraceStore store;

    protected abstract TraceStore open();

    @BeforeEach
    void fill() {
        store = open();
        List<Change> changes = new ArrayList<>();
        changes.add(received(
                "0",
                1,
                span(1, 1, 0)
                        .setName("answer")
                        .addAttributes(attribute("session", "s1"))
                        .addAttributes(attribute("user", "ann"))
                        .addAttributes(attribute("environment", "prod"))
                        .addAttributes(attribute("release", "1.2"))
                        .addAttributes(attribute("input", "Where is my refund?"))
                        .addAttributes(attribute("output", "On its way"))
                        .addAttributes(attribute("tag.env", "prod"))
                        .addAttributes(attribute("tag.score", "7"))
                        .addAttributes(attribute("agent", "helper"))
                        .setEndTimeUnixNano(START + 5_000_000_000L),
                span(1, 2, 1)
                        .setName("chat")
                        .setKindValue(3)
                        .addAttributes(attribute("type", "LLM"))
                        .addAttributes(attribute("provider", "openai"))
                        .addAttributes(attribute("model", "gpt-5"))
                        .addAttributes(attribute("in", 100))
                        .addAttributes(attribute("out", 20))
                        .addAttributes(attribute("usd", "0.25"))
                        .addAttributes(attribute("first_token_nanos", 2_000_000))
                        .addAttributes(attribute("http.status", 200))
                        .addAttributes(attribute("region", "eu-west")),
                span(1, 3, 1)
                        .setName("look up")
                        .addAttributes(attribute("type", "TOOL"))
                        .addAttributes(attribute("tool", "search"))));
        changes.add(received(
                "0",
                2,
                span(2, 1, 0)
                        .setName("answer")
                        .setStatus(failed("it broke"))
                        .addAttributes(attribute("tag.env", "dev")),
                span(2, 2, 1)
                        .setName("chat")
                        .setStatus(failed("no such model"))
                        .addAttributes(attribute("error.type", "NotFound"))
                        .addAttributes(attribute("type", "LLM"))
                        .addAttributes(attribute("model", "claude"))
                        .addAttributes(attribute("in", 7))
                        .addAttributes(attribute("http.status", 404))));
        changes.add(received(
                "p2",
                3,
                span(3, 2, 1)
                        .setName("orphan")
                        .addAttributes(attribute("region", "us"))
                        .setEndTimeUnixNano(0)));
        changes.add(new Change.TracePatched(
                traceId(2),
                "0",
                null,
                "request-2",
                null,
                null,
                null,
                null,
                null,
                Map.of("mlflow.linkedPrompts", "[{\"name\": \"greet\", \"version\": \"2\"}]"),
                Set.of(),
                Map.of(StoredTrace.SOURCE_RUN, "run1", StoredTrace.LINKED_RUNS, "run2,run3", "n", "10")));
        changes.add(new Change.AssessmentPut(
                assessment(1, "a-1", "helpful", Assessment.Kind.FEEDBACK, Value.of(true), true)));
        changes.add(
                new Change.AssessmentPut(assessment(1, "a-2", "grade", Assessment.Kind.FEEDBACK, Value.of(0.5), true)));
        changes.add(new Change.AssessmentPut(
                assessment(2, "a-3", "grade", Assessment.Kind.FEEDBACK, Value.of("0.9"), true)));
        changes.add(new Change.AssessmentPut(
                assessment(2, "a-4", "helpful", Assessment.Kind.FEEDBACK, Value.of(true), false)));
        changes.add(new Change.AssessmentPut(
                assessment(2, "a-5", "answer", Assessment.Kind.EXPECTATION, Value.of("42"), true)));
        changes.add(new Change.AssessmentPut(
                assessment(1, "a-6", "iss-1", Assessment.Kind.ISSUE, Value.of("too slow"), true)));
        changes.add(new Change.AssessmentPut(
                assessment(1, "a-7", "iss-2", Assessment.Kind.ISSUE, Value.of("too rude"), true)));
        changes.add(new Change.AssessmentPut(
                assessment(2, "a-8", "iss-2", Assessment.Kind.ISSUE, Value.of("too rude"), true)));
        changes.add(new Change.AssessmentPut(
                assessment(3, "a-9", "iss-1", Assessment.Kind.ISSUE, Value.of("too slow"), false)));
        store.append(changes).join();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static Assessment assessment(
            long trace, String id, String name, Assessment.Kind kind, Value value, boolean valid) {
        return new Assessment(
                id,
                traceId(trace),
                null,
                name,
                kind,
                new Assessment.Source(Assessment.Source.Type.HUMAN, "ann"),
                value,
                null,
                null,
                Map.of(),
                1,
                1,
                null,
                valid);
    }

    private Set<Long> found(String filter) {
        return found(store, filter);
    }

    private static Set<Long> found(TraceStore store, String filter) {
        return store.traces(TraceQuery.matching(Filter.parse(filter), ALL)).items().stream()
                .map(trace -> trace.traceId().low())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final String TABLE = """
            name = 'answer'                                         | 1 2
            name != 'answer'                                        | 3
            name LIKE 'a%'                                          | 1 2
            name ILIKE 'ANS_ER'                                     | 1 2
            name NOT LIKE 'a%'                                      | 3
            name RLIKE '^orp'                                       | 3
            name IN ('orphan', 'x')                                 | 3
            name NOT IN ('orphan', 'x')                             | 1 2
            project = 'p2'                                          | 3
            status = 'ERROR'                                        | 2
            status != 'ERROR'                                       | 1 3
            status IN ('OK', 'IN_PROGRESS')                         | 1 3
            attributes.status = 'OK'                                | 1
            trace.id = '0000000000abcdef0000000000000002'           | 2
            trace.id != '0000000000abcdef0000000000000002'          | 1 3
            request_id = 'tr-0000000000abcdef0000000000000002'      | 2
            client_request_id = 'request-2'                         | 2
            client_request_id IS NULL                               | 1 3
            session = 's1'                                          | 1
            session IS NOT NULL                                     | 1
            NOT session = 's1'                                      | 2 3
            user = 'ann'                                            | 1
            environment = 'prod' AND release = '1.2'                | 1
            input ILIKE '%REFUND%'                                  | 1
            output LIKE 'On%'                                       | 1
            duration > 2s                                           | 1
            duration <= 3.9s                                        | 2
            duration IS NULL                                        | 3
            NOT duration > 2s                                       | 2 3
            execution_time_ms BETWEEN 10 AND 100                    | 2
            time < now - 1h                                         | 1 2 3
            time > now - 1h                                         |
            timestamp_ms >= 1700000002000                           | 2 3
            timestamp_ms = 1700000002010                            | 2
            timestamp_ms < 1700000002010.5                          | 1 2
            span_count = 3                                          | 1
            span_count != 3                                         | 2 3
            span_count IN (1, 2)                                    | 2 3
            error_count > 0                                         | 2
            tokens.total = 120                                      | 1
            tokens.input >= 7                                       | 1 2
            tokens.output > 0.5                                     | 1
            cost = 0.25                                             | 1
            cost < 0.3                                              | 1
            cost IS NULL                                            | 2 3
            run_id = 'run1'                                         | 2
            run_id = 'run3'                                         | 2
            run_id IS NULL                                          | 1 3
            prompt = 'greet/2'                                      | 2
            prompt = 'greet/3'                                      |
            tag.env = 'prod'                                        | 1
            tag.env != 'prod'                                       | 2
            tag.env IS NULL                                         | 3
            tag.score > 6.5                                         | 1
            tag.score = 7.0                                         | 1
            tag.score = '7.0'                                       |
            metadata.n < 11                                         | 2
            feedback.helpful = true                                 | 1
            feedback.grade > 0.6                                    | 2
            feedback.grade >= 0.5                                   | 1 2
            feedback.helpful IS NULL                                | 2 3
            expectation.answer = '42'                               | 2
            expectation.answer = 42                                 | 2
            issue.id = 'iss-1'                                      | 1
            issue.id = 'iss-2'                                      | 1 2
            issue.id LIKE 'iss-%'                                   | 1 2
            issue.id IS NULL                                        | 3
            feedback.`iss-1` = 'too slow'                           |
            span.name = 'chat'                                      | 1 2
            span.type = 'TOOL'                                      | 1
            span.kind = 'CLIENT'                                    | 1
            span.status = 'ERROR'                                   | 2
            span.status != 'UNSET'                                  | 2
            span.id = '0000000000000003'                            | 1
            span.parent_id IS NULL                                  | 1 2
            span.duration > 1s                                      | 1
            span.time_to_first_token = 2ms                          | 1
            model = 'gpt-5'                                         | 1
            provider = 'openai'                                     | 1
            tool = 'search'                                         | 1
            agent LIKE 'help%'                                      | 1
            error.type = 'NotFound'                                 | 2
            error.message ILIKE '%NO SUCH%'                         | 2
            span.tokens.input > 50                                  | 1
            span.cost >= 0.25                                       | 1
            attr.region = 'us'                                      | 3
            attr.region != 'us'                                     | 1
            attr.region LIKE 'eu%'                                  | 1
            attr.region IS NOT NULL                                 | 1 3
            NOT attr.region = 'us'                                  | 1 2
            span.attributes.`http.status` = 404                     | 2
            span.attributes.`http.status` = '404'                   | 2
            span.attributes.`http.status` >= 200                    | 1 2
            span.attributes.`http.status` IN (200, 404)             | 1 2
            span.type = 'LLM' AND span.status = 'ERROR'             | 2
            span.type = 'TOOL' AND span.name = 'chat'               |
            model = 'gpt-5' AND tool = 'search'                     | 1
            span(type = 'LLM' AND NOT model = 'claude')             | 1
            span.type = 'LLM' AND attr.region = 'eu-west'           | 1
            span.type = 'TOOL' AND attr.region = 'eu-west'          |
            trace.text ILIKE '%REFUND%'                             | 1
            span.content LIKE '%no such model%'                     | 2
            NOT trace.text LIKE '%refund%'                          | 2 3
            model = 'gpt-5' OR attr.region = 'us'                   | 1 3
            NOT (model = 'gpt-5' OR attr.region = 'us')             | 2
            (tag.env = 'dev' OR tag.env = 'prod') AND cost > 0      | 1
            end > '2023-11-14T22:13:24Z'                            | 1
            end_time_ms <= 1700000002025                            | 2
            service IS NULL                                         | 1 2 3
            span.time >= '2023-11-14T22:13:23Z'                     | 3
            span.tokens.total = 120                                 | 1
            span.tokens.output != 0                                 | 1
            span.name NOT ILIKE 'CH%'                               | 1 2 3
            span.name NOT RLIKE '^[ac]'                             | 1 3
            tokens.total NOT BETWEEN 1 AND 1000                     | 3
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = TABLE)
    void aFilterFinds(String filter, String expected) {
        Set<Long> traces = new TreeSet<>();
        if (expected != null) {
            for (String number : expected.split(" ")) {
                traces.add(Long.parseLong(number));
            }
        }
        assertThat(found(filter)).isEqualTo(traces);
    }

    @Test
    void theTableHasEveryFieldAndEveryOperator() {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        Set<Operator> operators = EnumSet.noneOf(Operator.class);
        TABLE.lines()
                .forEach(line -> collect(Filter.parse(line.substring(0, line.lastIndexOf('|'))), fields, operators));
        assertThat(fields).containsExactlyInAnyOrder(Field.values());
        assertThat(operators).containsExactlyInAnyOrder(Operator.values());
    }

    private static void collect(Filter part, Set<Field> fields, Set<Operator> operators) {
        switch (part) {
            case Filter.And and -> and.parts().forEach(inner -> collect(inner, fields, operators));
            case Filter.Or or -> or.parts().forEach(inner -> collect(inner, fields, operators));
            case Filter.Not not -> collect(not.part(), fields, operators);
            case Filter.AnySpan any -> collect(any.condition(), fields, operators);
            case Filter.Condition condition -> {
                fields.add(condition.ref().field());
                operators.add(condition.operator());
            }
        }
    }

    @Test
    void everyFieldIsAnsweredWithEveryOperator() {
        for (Field field : Field.values()) {
            for (Operator operator : field.type().operators()) {
                RandomFilters filters = new RandomFilters(new Random(field.ordinal()));
                assertSame(Filter.parse(filters.condition(field, operator)));
            }
        }
    }

    @Test
    void randomFiltersAreAnsweredAsTheLanguageSays() {
        RandomFilters filters = new RandomFilters(new Random(42));
        for (int i = 0; i < 300; i++) {
            assertSame(Filter.parse(filters.tree(3)));
        }
    }

    /** What is expected is not read from the store, but is known from what was sent. */
    @Test
    void randomFiltersOnRandomTracesFindWhatWasSent() {
        for (long seed = 1; seed <= 6; seed++) {
            try (TraceStore random = open()) {
                RandomTraces traces = new RandomTraces(new Random(seed), 12);
                random.append(traces.changes()).join();
                RandomFilters filters = new RandomFilters(new Random(seed));
                for (int i = 0; i < 100; i++) {
                    String text = filters.tree(3);
                    Filter filter = Filter.parse(text);
                    FilterEvaluator evaluator = new FilterEvaluator(filter, System.currentTimeMillis() * 1_000_000);
                    assertThat(found(random, text))
                            .as("seed " + seed + ": " + text)
                            .isEqualTo(traces.matching(evaluator));
                }
            }
        }
    }

    private void assertSame(Filter filter) {
        FilterEvaluator evaluator = new FilterEvaluator(filter, System.currentTimeMillis() * 1_000_000);
        Set<Long> expected = store.traces(TraceQuery.newest(ALL)).items().stream()
                .filter(trace -> evaluator.test(new StoredTrace(store, trace)))
                .map(trace -> trace.traceId().low())
                .collect(Collectors.toCollection(TreeSet::new));
        String text = FilterPrinter.print(filter);
        assertThat(found(text)).as(text).isEqualTo(expected);
    }

    @Test
    void pagesOfAFilteredAndSortedListJoinWithoutGapOrRepetition() {
        for (int i = 10; i < 40; i++) {
            KeyValue bucket = KeyValue.newBuilder()
                    .setKey("bucket")
                    .setValue(AnyValue.newBuilder().setStringValue("b" + i % 3))
                    .build();
            store.append(List.of(
                            received("0", i, span(i, 1, 0).setName("n" + i % 4).addAttributes(bucket))))
                    .join();
        }
        for (String filter : List.of("name LIKE 'n%'", "attr.bucket = 'b1'")) {
            for (String order : List.of("", "name", "name DESC", "tag.env", "duration", "timestamp_ms")) {
                List<OrderBy> keys = order.isEmpty() ? List.of() : OrderBy.parseAll(List.of(order));
                List<Long> whole = ids(new Pages(filter, keys, ALL));
                assertThat(whole).hasSize(filter.startsWith("name") ? 30 : 10);
                assertThat(ids(new Pages(filter, keys, 4)))
                        .as(filter + " by " + order)
                        .isEqualTo(whole);
            }
        }
        assertThat(names("name")).isSorted();
        assertThat(names("name DESC")).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(ids(new Pages("TRUE", OrderBy.parseAll(List.of("session DESC")), 2))
                        .get(0))
                .isEqualTo(1);
    }

    private List<String> names(String order) {
        return store
                .traces(query(new Pages("name LIKE 'n%'", OrderBy.parseAll(List.of(order)), ALL), null))
                .items()
                .stream()
                .map(TraceSummary::name)
                .toList();
    }

    private record Pages(String filter, List<OrderBy> order, int size) {}

    private static TraceQuery query(Pages pages, String cursor) {
        return new TraceQuery(
                List.of(),
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Filter.parse(pages.filter),
                pages.order,
                cursor,
                pages.size);
    }

    private List<Long> ids(Pages pages) {
        List<Long> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<TraceSummary> page = store.traces(query(pages, cursor));
            page.items().forEach(trace -> ids.add(trace.traceId().low()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }
}
