package dev.spoor.store;

import static dev.spoor.store.TestTraces.START;
import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.failed;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.spans;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.SpanId;
import dev.spoor.model.Value;
import dev.spoor.model.filter.Filter;
import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.otlp.OtlpSpans;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. A store's own tests extend this and say how to open one with {@link TestTraces#READER}. */
public abstract class TraceStoreContract {
    protected TraceStore store;

    protected abstract TraceStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void append(Change... changes) {
        store.append(List.of(changes)).join();
    }

    private TraceSummary trace(long n) {
        return store.trace(traceId(n)).orElseThrow();
    }

    @Test
    void aReadSeesWhatWasAcknowledgedBefore() {
        for (int i = 1; i <= 20; i++) {
            append(received("0", i, span(i, 1, 0)));
            assertThat(store.traces(TraceQuery.newest(100)).items()).hasSize(i);
        }
    }

    @Test
    void spansOfATraceComeInAnyOrderAndAddUp() {
        append(received(
                "0", 1, span(1, 3, 2).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 10))));
        append(received("0", 1, span(1, 2, 1).setStatus(failed("tool broke")), span(1, 4, 2)));
        assertThat(trace(1).state()).isEqualTo(TraceState.IN_PROGRESS);

        append(received("0", 1, span(1, 1, 0).setName("root").addAttributes(attribute("session", "s"))));

        TraceSummary trace = trace(1);
        assertThat(trace.state()).isEqualTo(TraceState.OK);
        assertThat(trace.name()).isEqualTo("root");
        assertThat(trace.spanCount()).isEqualTo(4);
        assertThat(trace.errorCount()).isEqualTo(1);
        assertThat(trace.errorMessage()).isEqualTo("tool broke");
        assertThat(trace.failedSpanId()).isEqualTo(new SpanId(2));
        assertThat(trace.session()).isEqualTo("s");
        assertThat(trace.usage().totalInput()).isEqualTo(10);
        assertThat(trace.durationNanos()).isEqualTo(35_000_000L);
        assertThat(TestTraces.ids(spans(store, 1)))
                .containsExactly(new SpanId(1), new SpanId(2), new SpanId(3), new SpanId(4));
    }

    @Test
    void aSpanThatComesAgainReplacesTheOneBefore() {
        append(received("0", 1, span(1, 1, 0).setEndTimeUnixNano(0)));
        assertThat(trace(1).state()).isEqualTo(TraceState.IN_PROGRESS);
        append(received(
                "0", 1, span(1, 2, 1).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 5))));
        append(received(
                "0", 1, span(1, 2, 1).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 7))));

        append(received("0", 1, span(1, 1, 0).setName("done").setStatus(failed("no"))));

        TraceSummary trace = trace(1);
        assertThat(trace.spanCount()).isEqualTo(2);
        assertThat(trace.state()).isEqualTo(TraceState.ERROR);
        assertThat(trace.name()).isEqualTo("done");
        assertThat(trace.usage().totalInput()).isEqualTo(7);
        assertThat(spans(store, 1)).hasSize(2);
        assertThat(store.span(traceId(1), new SpanId(1)).orElseThrow().name()).isEqualTo("done");
    }

    @Test
    void aSpanTwiceInOneRequestCountsOnceAndItsLastCopyIsKept() {
        append(received("0", 1, span(1, 1, 0).setName("first"), span(1, 1, 0).setName("second")));

        assertThat(trace(1).spanCount()).isEqualTo(1);
        assertThat(store.span(traceId(1), new SpanId(1)).orElseThrow().name()).isEqualTo("second");
        List<String> exported = new ArrayList<>();
        store.exportOtlp(traceId(1), otlp -> OtlpSpans.read(otlp).forEach(span -> exported.add(span.name())));
        assertThat(exported).containsExactly("second");
    }

    @Test
    void aRowOfOneSpanIsTheOneAmongAll() {
        append(received("0", 1, span(1, 1, 0), span(1, 2, 1), span(1, 3, 1)));
        append(received("0", 2, span(2, 2, 0)));

        assertThat(store.spanRow(traceId(1), new SpanId(2)))
                .hasValue(spans(store, 1).get(1));
        assertThat(store.spanRow(traceId(1), new SpanId(4))).isEmpty();
        assertThat(store.spanRow(traceId(3), new SpanId(2))).isEmpty();
    }

    @Test
    void usageIsSummedOverLeavesWhicheverComesFirst() {
        var outer = span(1, 1, 0).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 100));
        var between = span(1, 2, 1);
        var inner = span(1, 3, 2)
                .addAttributes(attribute("type", "LLM"))
                .addAttributes(attribute("in", 30))
                .addAttributes(attribute("usd", "0.5"));
        append(received("0", 1, outer));
        assertThat(trace(1).usage().totalInput()).isEqualTo(100);
        append(received("0", 1, inner));
        append(received("0", 1, between));

        assertThat(trace(1).usage().totalInput()).isEqualTo(30);
        assertThat(trace(1).costUsd()).isEqualByComparingTo(new BigDecimal("0.5"));
        assertThat(
                        store
                                .stats(new StatsQuery(List.of(), 0, 0, 0, StatsQuery.GroupBy.SPAN_TYPE, Filter.ALL, 10))
                                .stream()
                                .mapToLong(row -> row.usage().totalInput())
                                .sum())
                .isEqualTo(30);
    }

    @Test
    void aCallCountsAgainOnceTheOneBelowItIsNoneAnyMore() {
        var outer = span(1, 1, 0).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 100));
        var inner = span(1, 2, 1).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 30));
        append(received("0", 1, outer, inner));
        assertThat(trace(1).usage().totalInput()).isEqualTo(30);
        append(received("0", 1, span(1, 2, 1)));

        assertThat(trace(1).usage().totalInput()).isEqualTo(100);
        assertThat(trace(1).unpricedCalls()).isEqualTo(1);
        assertThat(spans(store, 1).stream().filter(SpanRow::usageCounts).map(SpanRow::spanId))
                .containsExactly(new SpanId(1));

        append(received("0", 1, inner));
        assertThat(trace(1).usage().totalInput()).isEqualTo(30);
        assertThat(spans(store, 1).stream().filter(SpanRow::usageCounts).map(SpanRow::spanId))
                .containsExactly(new SpanId(2));
    }

    @Test
    void pagesNeitherRepeatNorSkipWhileTracesArrive() {
        for (int i = 1; i <= 25; i++) {
            append(received("0", i, span(i, 1, 0)));
        }
        Set<Object> seen = new HashSet<>();
        String cursor = null;
        int late = 100;
        do {
            Page<TraceSummary> page = store.traces(new TraceQuery(
                    List.of(), 0, 0, null, null, null, null, null, Map.of(), Filter.ALL, List.of(), cursor, 10));
            page.items().forEach(trace -> assertThat(seen.add(trace.traceId())).isTrue());
            cursor = page.nextCursor();
            append(received("0", late, span(late++, 1, 0)));
        } while (cursor != null);

        assertThat(seen).hasSize(25);
    }

    @Test
    void listsAreNarrowedByEachField() {
        append(received(
                "0",
                1,
                span(1, 1, 0)
                        .setName("ask")
                        .addAttributes(attribute("session", "s1"))
                        .addAttributes(attribute("user", "u1"))
                        .addAttributes(attribute("model", "m1"))
                        .addAttributes(attribute("tag.env", "prod"))));
        append(received("7", 2, span(2, 1, 0).setName("other").setStatus(failed("x"))));

        assertThat(found(query("0", null, null, null, null, null, Map.of()))).containsExactly(1L);
        assertThat(found(query(null, TraceState.ERROR, null, null, null, null, Map.of())))
                .containsExactly(2L);
        assertThat(found(query(null, null, "ask", null, null, null, Map.of()))).containsExactly(1L);
        assertThat(found(query(null, null, null, "s1", null, null, Map.of()))).containsExactly(1L);
        assertThat(found(query(null, null, null, null, "u1", null, Map.of()))).containsExactly(1L);
        assertThat(found(query(null, null, null, null, null, "m1", Map.of()))).containsExactly(1L);
        assertThat(found(query(null, null, null, null, null, null, Map.of("env", "prod"))))
                .containsExactly(1L);
        assertThat(found(query(null, null, null, null, null, null, Map.of("env", "dev"))))
                .isEmpty();
        long second = TestTraces.START + 2_000_000_000L;
        assertThat(found(new TraceQuery(
                        List.of(), second, 0, null, null, null, null, null, Map.of(), Filter.ALL, List.of(), null, 10)))
                .containsExactly(2L);
        assertThat(found(new TraceQuery(
                        List.of(), 0, second, null, null, null, null, null, Map.of(), Filter.ALL, List.of(), null, 10)))
                .containsExactly(1L);
    }

    private static TraceQuery query(
            String project,
            TraceState state,
            String name,
            String session,
            String user,
            String model,
            Map<String, String> tags) {
        return new TraceQuery(
                project == null ? List.of() : List.of(project),
                0,
                0,
                state,
                name,
                session,
                user,
                model,
                tags,
                Filter.ALL,
                List.of(),
                null,
                10);
    }

    private List<Long> found(TraceQuery query) {
        return store.traces(query).items().stream()
                .map(trace -> trace.traceId().low())
                .toList();
    }

    @Test
    void aRunIsFoundByItsIdAndItsProjectAndCanChange() {
        Run run = new Run("r1", "0", "nightly", "ann", Run.Status.RUNNING, 10, 0, false, Map.of("k", "v"), Map.of());
        append(new Change.RunPut(run));
        append(new Change.RunPut(
                new Run("r2", "0", "later", null, Run.Status.RUNNING, 20, 0, false, Map.of(), Map.of())));
        append(new Change.RunPut(
                new Run("r3", "9", "other", null, Run.Status.RUNNING, 30, 0, false, Map.of(), Map.of())));
        assertThat(store.run("r1")).contains(run);
        assertThat(store.run("r0")).isEmpty();
        assertThat(store.runs(List.of("0")).stream().map(Run::id)).containsExactly("r2", "r1");

        Run ended = new Run("r1", "0", "nightly", "ann", Run.Status.FINISHED, 10, 50, true, Map.of(), Map.of("p", "1"));
        append(new Change.RunPut(ended));
        assertThat(store.run("r1")).contains(ended);
        assertThat(store.runs(List.of("0"))).hasSize(2);
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        assertThatThrownBy(() -> store.traces(new TraceQuery(
                        List.of(),
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Filter.ALL,
                        List.of(),
                        "nonsense",
                        10)))
                .isInstanceOf(StoreException.BadCursor.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void whatWasSentIsExportedByteByByteAndOnce() {
        var first = span(1, 1, 0).addAttributes(attribute("long", "x".repeat(100_000)));
        append(received("0", 1, first, span(1, 2, 1).setName("old")));
        append(received("0", 1, span(1, 2, 1).setName("new")));

        List<String> names = new ArrayList<>();
        List<byte[]> parts = new ArrayList<>();
        store.exportOtlp(traceId(1), parts::add);
        parts.forEach(part -> OtlpSpans.read(part).forEach(span -> names.add(span.name())));

        assertThat(names).containsExactlyInAnyOrder("span 1", "new");
        assertThat(store.span(traceId(1), new SpanId(1))
                        .orElseThrow()
                        .attributes()
                        .text("long"))
                .hasSize(100_000);
    }

    @Test
    void whatPeopleSayOfATraceStaysWhenSpansComeLater() {
        append(
                Change.TracePatched.tags(traceId(1), "0", Map.of("team", "a", "gone", "x"), Set.of()),
                Change.TracePatched.tags(traceId(1), "0", Map.of(), Set.of("gone")));
        append(received("0", 1, span(1, 1, 0).addAttributes(attribute("tag.env", "prod"))));

        assertThat(trace(1).tags()).isEqualTo(Map.of("team", "a", "env", "prod"));
        assertThat(trace(1).spanCount()).isEqualTo(1);
    }

    @Test
    void deletedTracesAreGoneAndMayComeAnew() {
        append(received("0", 1, span(1, 1, 0), span(1, 2, 1)), received("0", 2, span(2, 1, 0)));
        append(new Change.TracesDeleted(List.of(traceId(1))));

        assertThat(store.trace(traceId(1))).isEmpty();
        assertThat(spans(store, 1)).isEmpty();
        assertThat(store.span(traceId(1), new SpanId(1))).isEmpty();
        assertThat(store.status().spans()).isEqualTo(1);

        append(received("0", 1, span(1, 3, 0)));
        assertThat(TestTraces.ids(spans(store, 1))).containsExactly(new SpanId(3));
    }

    @Test
    void judgementsAreKeptChangedAndRemoved() {
        Assessment good = assessment("a-1", Value.of(true), true);
        append(received("0", 1, span(1, 1, 0)), new Change.AssessmentPut(good));
        assertThat(store.assessments(traceId(1))).containsExactly(good);

        Assessment changed =
                assessment("a-1", new Value.ListOf(List.of(Value.of(1), Value.of("x"), Value.EMPTY)), false);
        append(new Change.AssessmentPut(changed));
        assertThat(store.assessments(traceId(1))).containsExactly(changed);

        append(new Change.AssessmentDeleted(traceId(1), "a-1"));
        assertThat(store.assessments(traceId(1))).isEmpty();
    }

    @Test
    void anAssessmentIsKeptWithAllThatItSays() {
        List<Value> values = List.of(
                Value.EMPTY,
                Value.of(true),
                Value.of(Long.MAX_VALUE),
                Value.of(0.25),
                Value.of("so \"so\""),
                new Value.ListOf(List.of(Value.of(1L), Value.EMPTY, Value.of("a"))),
                new Value.MapOf(Map.of("why", new Value.MapOf(Map.of("score", Value.of(0.5))))));
        List<Assessment> made = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Assessment.Source.Type[] types = Assessment.Source.Type.values();
            made.add(new Assessment(
                    "a-" + i,
                    traceId(1),
                    i % 2 == 0 ? null : new SpanId(1),
                    "name " + i,
                    Assessment.Kind.values()[i % 2],
                    new Assessment.Source(types[i % types.length], "judge " + i),
                    values.get(i),
                    i == 0 ? new Assessment.Failure("Timeout", "no answer", "at judge") : null,
                    i == 1 ? null : "because",
                    i == 2 ? Map.of() : Map.of("m", "1"),
                    1_700_000_000_000L + i,
                    1_700_000_000_500L + i,
                    i == 3 ? "a-2" : null,
                    i != 2));
        }
        append(received("0", 1, span(1, 1, 0)));
        made.forEach(assessment -> append(new Change.AssessmentPut(assessment)));

        assertThat(store.assessments(traceId(1))).containsExactlyElementsOf(made);
    }

    private static Assessment assessment(String id, Value value, boolean valid) {
        return new Assessment(
                id,
                traceId(1),
                new SpanId(1),
                "helpful",
                Assessment.Kind.FEEDBACK,
                new Assessment.Source(Assessment.Source.Type.HUMAN, "me"),
                value,
                null,
                "because",
                Map.of("k", "v"),
                1,
                2,
                null,
                valid);
    }

    @Test
    void logRecordsAreKeptWithTheirTrace() {
        byte[] otlp = OtlpJson.logsToProtobuf(("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\""
                        + traceId(1) + "\",\"body\":{\"stringValue\":\"hello\"}}]}]}]}")
                .getBytes(StandardCharsets.UTF_8));
        append(new Change.LogsReceived(1, new LogBlock("0", traceId(1), otlp, 1)));

        List<Value> bodies = new ArrayList<>();
        store.forEachLog(traceId(1), log -> bodies.add(log.body()));
        assertThat(bodies).containsExactly(Value.of("hello"));
    }

    /** A log record of the span, that is content of it when it has an event's name. */
    private static Change logged(long trace, long span, String eventName, String body) {
        byte[] otlp = OtlpJson.logsToProtobuf(("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\""
                        + traceId(trace) + "\",\"spanId\":\"" + new SpanId(span) + "\",\"eventName\":\"" + eventName
                        + "\",\"body\":{\"stringValue\":\"" + body + "\"}}]}]}]}")
                .getBytes(StandardCharsets.UTF_8));
        return new Change.LogsReceived(1, new LogBlock("0", traceId(trace), otlp, 1));
    }

    /** An SDK may send what a model said beside the span: with it, before it, or much later. */
    @Test
    void aSpanReadsTheSameWheneverItsLogRecordsCome() {
        Change call =
                received("0", 1, span(1, 1, 0), span(1, 2, 1).addAttributes(attribute("type", "LLM")), span(1, 3, 1));
        Change other =
                received("0", 2, span(2, 1, 0), span(2, 2, 1).addAttributes(attribute("type", "LLM")), span(2, 3, 1));
        Change both =
                received("0", 3, span(3, 1, 0), span(3, 2, 1).addAttributes(attribute("type", "LLM")), span(3, 3, 1));
        append(call);
        assertThat(trace(1).outputPreview()).isNull();
        append(logged(1, 2, "answer", "Pa"), logged(1, 2, "", "a plain line"));
        assertThat(trace(1).outputPreview()).isEqualTo("Pa");
        append(logged(1, 2, "answer", "ris"));
        append(logged(2, 2, "answer", "Pa"));
        append(logged(2, 2, "answer", "ris"), other);
        append(both, logged(3, 2, "answer", "Pa"), logged(3, 2, "answer", "ris"));
        for (int trace = 1; trace <= 3; trace++) {
            assertThat(trace(trace).outputPreview()).isEqualTo("Paris");
            assertThat(trace(trace).usage().output()).isEqualTo(5);
            assertThat(trace(trace).unpricedCalls()).isEqualTo(1);
            assertThat(trace(trace).spanCount()).isEqualTo(3);
            assertThat(spans(store, trace)).hasSize(3);
            assertThat(spans(store, trace).get(1).usage().output()).isEqualTo(5);
        }
    }

    @Test
    void theSpanToBlameIsTheOneWhereTheFailureBegan() {
        // As a JavaScript SDK sends it: children first, all within one millisecond.
        append(received(
                "0",
                1,
                span(1, 3, 2).setStartTimeUnixNano(START).setStatus(failed("inner")),
                span(1, 4, 2).setStartTimeUnixNano(START),
                span(1, 2, 1).setStartTimeUnixNano(START).setStatus(failed("outer")),
                span(1, 1, 0).setStartTimeUnixNano(START).setStatus(failed("root"))));
        assertThat(trace(1).failedSpanId()).isEqualTo(new SpanId(3));
        assertThat(trace(1).errorMessage()).isEqualTo("inner");
        // A clock that is behind: the child starts before its parent.
        append(received("0", 2, span(2, 1, 0).setStatus(failed("root"))));
        append(received("0", 2, span(2, 2, 1).setStartTimeUnixNano(START).setStatus(failed("behind"))));
        assertThat(trace(2).failedSpanId()).isEqualTo(new SpanId(2));
    }

    @Test
    void projectsHaveOneIdForEachName() {
        assertThat(store.projects()).extracting(Project::name).containsExactly(Project.DEFAULT_NAME);
        Project made = store.projectNamed("my agents").join();

        assertThat(made.id()).isEqualTo("1");
        assertThat(store.projectNamed("my agents").join()).isEqualTo(made);
        assertThat(store.projectNamed(Project.DEFAULT_NAME).join().id()).isEqualTo(Project.DEFAULT_ID);
        assertThat(store.projects()).extracting(Project::id).containsExactly("0", "1");
    }

    @Test
    void sessionsGatherTheirTraces() {
        for (int i = 1; i <= 6; i++) {
            append(received(
                    "0",
                    i,
                    span(i, 1, 0)
                            .addAttributes(attribute("session", i % 2 == 0 ? "even" : "odd"))
                            .addAttributes(attribute("input", "question " + i))
                            .addAttributes(attribute("output", "answer " + i))));
        }
        append(received("0", 9, span(9, 1, 0)));
        append(received(
                "0",
                2,
                span(2, 2, 1).addAttributes(attribute("type", "LLM")).addAttributes(attribute("in", 7)),
                span(2, 3, 1)
                        .addAttributes(attribute("type", "LLM"))
                        .addAttributes(attribute("in", 7))
                        .addAttributes(attribute("usd", "0.5"))));

        Page<SessionSummary> first = store.sessions(new SessionQuery(List.of(), 0, 0, null, Filter.ALL, null, 1));
        assertThat(first.items()).singleElement().satisfies(session -> {
            assertThat(session.session()).isEqualTo("even");
            assertThat(session.traceCount()).isEqualTo(3);
            assertThat(session.firstInputPreview()).isEqualTo("question 2");
            assertThat(session.lastOutputPreview()).isEqualTo("answer 6");
            assertThat(session.costUsd()).isEqualByComparingTo(new BigDecimal("0.5"));
            assertThat(session.unpricedCalls()).isEqualTo(1);
        });
        Page<SessionSummary> second =
                store.sessions(new SessionQuery(List.of(), 0, 0, null, Filter.ALL, first.nextCursor(), 1));
        assertThat(second.items()).extracting(SessionSummary::session).containsExactly("odd");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void callsWithoutAPriceAreCountedWithTheirModels() {
        append(
                received(
                        "0",
                        1,
                        span(1, 1, 0).addAttributes(attribute("session", "talk")),
                        unpriced(1, 2, 1, "own-b"),
                        unpriced(1, 3, 1, "own-a")),
                received("0", 2, span(2, 1, 0).addAttributes(attribute("session", "talk"))),
                received(
                        "0", 3, span(3, 1, 0).addAttributes(attribute("session", "talk")), unpriced(3, 2, 1, "own-b")));

        assertThat(trace(1).unpricedModels()).containsExactly("own-a", "own-b");
        assertThat(trace(2).unpricedModels()).isEmpty();
        assertThat(store.sessions(new SessionQuery(List.of(), 0, 0, null, Filter.ALL, null, 10))
                        .items())
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.unpricedCalls()).isEqualTo(3);
                    assertThat(session.unpricedModels()).containsExactly("own-a", "own-b");
                });

        // A call inside another is the one that counts.
        append(received("0", 1, unpriced(1, 4, 2, "own-c")));
        assertThat(trace(1).unpricedCalls()).isEqualTo(2);
        assertThat(trace(1).unpricedModels()).containsExactly("own-a", "own-c");
        append(received("0", 5, span(5, 1, 0).addAttributes(attribute("session", "silent"))));
        assertThat(store.sessions(new SessionQuery(List.of(), 0, 0, null, Filter.ALL, null, 1))
                        .items())
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.session()).isEqualTo("silent");
                    assertThat(session.unpricedCalls()).isZero();
                    assertThat(session.unpricedModels()).isEmpty();
                });
    }

    private static io.opentelemetry.proto.trace.v1.Span.Builder unpriced(
            long trace, long span, long parent, String model) {
        return span(trace, span, parent)
                .addAttributes(attribute("type", "LLM"))
                .addAttributes(attribute("model", model))
                .addAttributes(attribute("in", 10));
    }

    @Test
    void numbersOverTimeAddUp() {
        for (int i = 1; i <= 10; i++) {
            append(received(
                    "0",
                    i,
                    span(i, 1, 0)
                            .setStatus(
                                    i == 1 ? failed("x") : io.opentelemetry.proto.trace.v1.Status.getDefaultInstance()),
                    span(i, 2, 1)
                            .addAttributes(attribute("type", "LLM"))
                            .addAttributes(attribute("model", i <= 4 ? "small" : "large"))
                            .addAttributes(attribute("in", 10))
                            .addAttributes(attribute("out", 1))));
        }

        List<StatsRow> all = store.stats(new StatsQuery(List.of(), 0, 0, 0, StatsQuery.GroupBy.TRACES, Filter.ALL, 10));
        assertThat(all).singleElement().satisfies(row -> {
            assertThat(row.count()).isEqualTo(10);
            assertThat(row.errors()).isEqualTo(1);
            assertThat(row.usage().totalInput()).isEqualTo(100);
            assertThat(row.unpricedCalls()).isEqualTo(10);
            assertThat(row.p50Nanos()).isPositive();
        });
        List<StatsRow> models =
                store.stats(new StatsQuery(List.of(), 0, 0, 0, StatsQuery.GroupBy.MODEL, Filter.ALL, 10));
        assertThat(models).extracting(StatsRow::group).containsExactly("large", "small");
        assertThat(models).extracting(StatsRow::count).containsExactly(6L, 4L);
        List<StatsRow> steps =
                store.stats(new StatsQuery(List.of(), 0, 0, 5_000_000_000L, StatsQuery.GroupBy.TRACES, Filter.ALL, 10));
        assertThat(steps).hasSizeBetween(2, 3);
        assertThat(steps.stream().mapToLong(StatsRow::count).sum()).isEqualTo(10);
    }

    @Test
    void listenersHearOfEachChangeOnce() {
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        try (var subscription = store.listen(events::add)) {
            append(received("0", 1, span(1, 1, 0)));
            store.trace(traceId(1));
            append(new Change.TracesDeleted(List.of(traceId(1))));
            assertThat(store.trace(traceId(1))).isEmpty();
        }
        append(received("0", 2, span(2, 1, 0)));
        store.trace(traceId(2));

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOfSatisfying(StoreEvent.TraceUpdated.class, updated -> {
            assertThat(updated.trace().traceId()).isEqualTo(traceId(1));
            assertThat(updated.spans()).hasSize(1);
        });
        assertThat(events.get(1)).isInstanceOf(StoreEvent.TracesRemoved.class);
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            int writer = w;
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 1; i <= 50; i++) {
                    append(received("0", writer * 100L + i, span(writer * 100L + i, 1, 0)));
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(store.traces(TraceQuery.newest(1000)).items()).hasSize(400);
        assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                .isEmpty();
    }
}
