package dev.spoor.store;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.failed;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.SpanId;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.text.TextPattern;
import dev.spoor.model.text.TextPattern.Place;
import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.OtlpJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How every store finds texts. A store's own tests extend this and say how to open one with {@link TestTraces#READER}. */
public abstract class TextSearchContract {
    protected TraceStore store;

    protected abstract TraceStore open();

    /** Does what the store otherwise does later, in the background. */
    protected void settle() throws Exception {}

    @BeforeEach
    void begin() {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    protected void append(Change... changes) {
        store.append(List.of(changes)).join();
    }

    protected SearchPage search(SearchQuery query) {
        try {
            settle();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return store.search(query, () -> false);
    }

    protected List<Long> found(String text) {
        return traces(search(SearchQuery.of(text, 100)));
    }

    protected static List<Long> traces(SearchPage page) {
        return page.hits().stream().map(hit -> hit.trace().traceId().low()).toList();
    }

    private static SearchQuery query(String text, boolean caseSensitive, String filter) {
        return new SearchQuery(
                TextPattern.of(text, caseSensitive),
                List.of(),
                0,
                0,
                filter.isEmpty() ? Filter.ALL : Filter.parse(filter),
                null,
                100);
    }

    protected static Change trace(long n, String content) {
        return received("0", n, span(n, 1, 0).addAttributes(attribute("content", content)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refund",
                "REFUND POLICY",
                "fund pol",
                "efun",
                "policy: 30",
                "—",
                "naïve",
                "NAÏVE café",
                "東京都",
                "京",
                "🎉",
                "user@example.com",
                "{\"days\"",
            })
    void aPartOfAValueIsFoundWhateverTheCase(String text) {
        append(
                trace(1, "Our Refund Policy: 30 days — {\"days\": 30} said user@example.com"),
                trace(
                        2,
                        "Our REFUND\n\tpolicy: 30 days — a naïve CAFÉ NAÏVE café in 東京都 🎉 for user@example.com {\"Days\""),
                trace(3, "nothing of the kind"));

        List<Long> expected = new ArrayList<>();
        for (long n = 2; n >= 1; n--) {
            String content = n == 1
                    ? "Our Refund Policy: 30 days — {\"days\": 30} said user@example.com"
                    : "Our REFUND policy: 30 days — a naïve CAFÉ NAÏVE café in 東京都 🎉 for user@example.com {\"Days\"";
            if (content.toUpperCase(java.util.Locale.ROOT).contains(text.toUpperCase(java.util.Locale.ROOT))) {
                expected.add(n);
            }
        }
        assertThat(expected).isNotEmpty();
        assertThat(found(text)).isEqualTo(expected);
    }

    @Test
    void caseCountsWhenAskedFor() {
        append(trace(1, "Refund"), trace(2, "refund"));

        assertThat(traces(search(query("Refund", true, "")))).containsExactly(1L);
        assertThat(traces(search(query("refund", true, "")))).containsExactly(2L);
        assertThat(found("rEFUND")).containsExactly(2L, 1L);
    }

    @Test
    void everyPlaceIsSearched() {
        append(
                received("0", 1, span(1, 1, 0).setName("needle of the name")),
                received("0", 2, span(2, 1, 0).setStatus(failed("a needle in the message"))),
                received(
                        "0",
                        3,
                        span(3, 1, 0)
                                .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                                        .setName("needle"))),
                received(
                        "0",
                        4,
                        span(4, 1, 0)
                                .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                                        .setName("thrown")
                                        .addAttributes(attribute("exception.message", "no needle here")))),
                received("0", 5, span(5, 1, 0).addAttributes(attribute("count", 47_110_815))),
                received("0", 6, span(6, 1, 0)));
        byte[] logs = OtlpJson.logsToProtobuf(("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\""
                        + traceId(6)
                        + "\",\"spanId\":\"0000000000000001\",\"body\":{\"kvlistValue\":{\"values\":[{\"key\":\"text\","
                        + "\"value\":{\"stringValue\":\"a needle beside\"}}]}}}]}]}]}")
                .getBytes(StandardCharsets.UTF_8));
        append(new Change.LogsReceived(1, new LogBlock("0", traceId(6), logs, 1)));

        assertThat(search(SearchQuery.of("needle", 100)).hits())
                .extracting(
                        hit -> hit.trace().traceId().low() + " " + hit.place().kind() + " "
                                + hit.place().name() + " " + hit.place().key())
                .containsExactly(
                        "6 LOG  ",
                        "4 EVENT_ATTRIBUTE thrown exception.message",
                        "3 EVENT_NAME needle ",
                        "2 STATUS_MESSAGE  ",
                        "1 NAME  ");
        assertThat(found("110815")).containsExactly(5L);
        assertThat(search(SearchQuery.of("needle beside", 1)).hits().get(0).spanId())
                .isEqualTo(new SpanId(1));
    }

    @Test
    void aHitShowsTheFirstSpanThatContainsItAndHowManyDo() {
        append(received(
                "0",
                1,
                span(1, 3, 1)
                        .setName("late")
                        .addAttributes(attribute("type", "TOOL"))
                        .addAttributes(attribute("a", "x needle")),
                span(1, 2, 1)
                        .setName("first")
                        .addAttributes(attribute("type", "LLM"))
                        .addAttributes(attribute("a", "Needle\n and another NEEDLE")),
                span(1, 1, 0).setName("root")));

        SearchHit hit = search(SearchQuery.of("needle", 10)).hits().get(0);

        assertThat(hit.spanId()).isEqualTo(new SpanId(2));
        assertThat(hit.spanName()).isEqualTo("first");
        assertThat(hit.spanType()).isEqualTo(dev.spoor.model.SpanType.LLM);
        assertThat(hit.matchCount()).isEqualTo(2);
        assertThat(hit.trace()).isEqualTo(store.trace(traceId(1)).orElseThrow());
        assertThat(hit.snippet().text()).isEqualTo("Needle and another NEEDLE");
        assertThat(hit.snippet().highlights()).containsExactly(new Place(0, 6), new Place(19, 25));
    }

    @Test
    void textInJsonIsFoundAsItReads() {
        append(
                trace(1, "{\"q\":\"caf\\u00e9 in M\\u00fcnchen\",\"said\":\"a \\\"quoted\\\" word\\nnext line\"}"),
                trace(2, "{\"arguments\":\"{\\\"city\\\":\\\"K\\\\u00f6ln\\\"}\"}"));

        assertThat(found("café in münchen")).containsExactly(1L);
        assertThat(found("a \"quoted\" word next")).containsExactly(1L);
        assertThat(found("Köln")).containsExactly(2L);
        assertThat(found("{\"city\":\"köln\"}")).containsExactly(2L);
        // As it was sent, too.
        assertThat(found("caf\\u00e9")).containsExactly(1L);
        assertThat(found("word\\nnext")).containsExactly(1L);
        assertThat(found("nnext")).isEmpty();
    }

    @Test
    void filtersProjectsAndTimesNarrow() {
        append(
                received(
                        "0",
                        1,
                        span(1, 1, 0)
                                .addAttributes(attribute("a", "needle"))
                                .addAttributes(attribute("tag.env", "dev"))),
                received(
                        "7",
                        2,
                        span(2, 1, 0)
                                .addAttributes(attribute("a", "needle"))
                                .addAttributes(attribute("tag.env", "prod"))),
                received(
                        "7",
                        3,
                        span(3, 1, 0).addAttributes(attribute("a", "needle")).addAttributes(attribute("b", "42"))),
                received(
                        "7",
                        4,
                        span(4, 1, 0)
                                .addAttributes(attribute("a", "other"))
                                .addAttributes(attribute("tag.env", "prod"))));

        assertThat(traces(search(query("needle", false, "tag.env = 'prod'")))).containsExactly(2L);
        assertThat(traces(search(query("needle", false, "span.attributes.b > 41"))))
                .containsExactly(3L);
        assertThat(traces(search(query("needle", false, "trace.text LIKE '%othe%'"))))
                .isEmpty();
        assertThat(traces(search(
                        new SearchQuery(TextPattern.of("needle", false), List.of("7"), 0, 0, Filter.ALL, null, 10))))
                .containsExactly(3L, 2L);
        long two = TestTraces.START + 2_000_000_000L;
        assertThat(traces(search(new SearchQuery(
                        TextPattern.of("needle", false), List.of(), two, two + 1_000_000_000L, Filter.ALL, null, 10))))
                .containsExactly(2L);
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        for (int i = 1; i <= 25; i++) {
            append(trace(i, i % 2 == 0 ? "even needle" : "odd"));
        }
        List<Long> all = new ArrayList<>();
        SearchQuery query = SearchQuery.of("needle", 5);
        SearchPage page = search(query);
        while (true) {
            assertThat(page.complete()).isTrue();
            assertThat(page.hits()).hasSizeLessThanOrEqualTo(5);
            all.addAll(traces(page));
            if (page.nextCursor() == null) {
                break;
            }
            assertThat(page.searchedUntilEpochNanos())
                    .isEqualTo(page.hits().getLast().trace().startEpochNanos());
            page = search(query.page(page.nextCursor()));
        }
        assertThat(page.searchedUntilEpochNanos()).isZero();
        assertThat(all).containsExactly(24L, 22L, 20L, 18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L);
        assertThatThrownBy(() -> search(query.page("nonsense"))).isInstanceOf(StoreException.BadCursor.class);
    }

    @Test
    void whatHasBeenDeletedIsNotFound() {
        append(trace(1, "needle"), trace(2, "needle"));
        assertThat(found("needle")).containsExactly(2L, 1L);

        append(new Change.TracesDeleted(List.of(traceId(2))));
        assertThat(found("needle")).containsExactly(1L);

        append(trace(2, "another"));
        assertThat(found("needle")).containsExactly(1L);
        assertThat(found("another")).containsExactly(2L);
    }

    @Test
    void ofASpanThatCameTwiceOnlyTheLastCopyIsSearched() {
        append(trace(1, "first copy"));
        append(trace(1, "second copy"));

        assertThat(found("first copy")).isEmpty();
        assertThat(found("second copy")).containsExactly(1L);
    }

    @Test
    void aTraceInManyPiecesIsOneHit() {
        for (int i = 1; i <= 6; i++) {
            append(received(
                    "0", 1, span(1, i, i == 1 ? 0 : 1).addAttributes(attribute("a", i > 3 ? "needle" : "hay"))));
            append(trace(100 + i, "between"));
        }

        List<SearchHit> hits = search(SearchQuery.of("needle", 10)).hits();

        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).matchCount()).isEqualTo(3);
        assertThat(hits.get(0).spanId()).isEqualTo(new SpanId(4));
    }

    @Test
    void nobodyWaitingEndsTheSearch() {
        append(trace(1, "needle"));

        assertThatThrownBy(() -> store.search(SearchQuery.of("needle", 10), () -> true))
                .isInstanceOf(StoreException.Cancelled.class);
    }

    /** Random texts over few letters, so that there is much to confuse, against looking into each text. */
    @Test
    void randomTextsAreFoundAsAPlainLookFindsThem() {
        Random random = new Random(7);
        String[] pieces = {
            "a",
            "b",
            "ab",
            "A",
            "é",
            "É",
            "ß",
            "İ",
            "ı",
            "\u212a",
            "ſ",
            "京",
            "都",
            "東",
            "🎉",
            "𐐀",
            "𐐨",
            " ",
            "  ",
            "\n",
            "-",
            "_",
            "\\",
            "\"",
            "{\"k\":\"",
            "\"}",
            "\\n",
            "\\u00e9",
            "\\\"",
            "1",
            "2",
            ".",
            "กข",
            "true"
        };
        Map<Long, String> texts = new TreeMap<>(java.util.Comparator.reverseOrder());
        List<Change> changes = new ArrayList<>();
        for (long n = 1; n <= 60; n++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "{\"k\":\"" : "");
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            texts.put(n, text.toString());
            changes.add(received("0", n, span(n, 1, 0).setName("").addAttributes(attribute("t", text.toString()))));
        }
        store.append(changes).join();
        int foundSome = 0;
        for (int i = 0; i < 300; i++) {
            String needle;
            if (random.nextBoolean()) {
                String text = texts.get(1 + (long) random.nextInt(60));
                int from = random.nextInt(text.length());
                needle = text.substring(from, Math.min(text.length(), from + 1 + random.nextInt(8)));
            } else {
                needle = pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)];
            }
            if (needle.isBlank()
                    || !new String(needle.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(needle)) {
                continue;
            }
            boolean caseSensitive = random.nextBoolean();
            TextPattern pattern = TextPattern.of(needle, caseSensitive);
            List<Long> expected = texts.entrySet().stream()
                    .filter(e -> pattern.isIn(e.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(traces(search(query(needle, caseSensitive, ""))))
                    .as("'%s', case %s", needle, caseSensitive)
                    .isEqualTo(expected);
            if (!needle.contains("'") && !needle.contains("%") && !needle.contains("_") && !needle.contains("\\")) {
                String filter = "trace.text " + (caseSensitive ? "LIKE" : "ILIKE") + " '%" + needle + "%'";
                List<Long> byFilter = store.traces(TraceQuery.matching(Filter.parse(filter), 100)).items().stream()
                        .map(trace -> trace.traceId().low())
                        .toList();
                List<Long> byReading = texts.entrySet().stream()
                        .filter(e ->
                                contains(dev.spoor.model.text.ReadableText.of(e.getValue()), needle, caseSensitive))
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(byFilter).as(filter).isEqualTo(byReading);
            }
            foundSome += expected.isEmpty() ? 0 : 1;
        }
        assertThat(foundSome).isGreaterThan(60);
    }

    private static boolean contains(String text, String needle, boolean caseSensitive) {
        return caseSensitive
                ? text.contains(needle)
                : dev.spoor.model.text.Folding.of(text).contains(dev.spoor.model.text.Folding.of(needle));
    }

    @Test
    void frequentWordsAndRareOnesAreFoundAmongMany() {
        List<Change> changes = new ArrayList<>();
        for (long n = 1; n <= 600; n++) {
            changes.add(trace(n, "common " + (n % 100 == 0 ? "hundredth" : "") + " token" + n + "x"));
        }
        store.append(changes).join();

        assertThat(traces(search(SearchQuery.of("common", 3)))).containsExactly(600L, 599L, 598L);
        assertThat(found("hundredth")).containsExactly(600L, 500L, 400L, 300L, 200L, 100L);
        assertThat(found("token17x")).containsExactly(17L);
        assertThat(found("oken17")).hasSize(11).contains(17L, 170L, 179L);
        assertThat(Set.copyOf(traces(search(query("hundredth", false, "trace.text LIKE '%token300%'")))))
                .containsExactly(300L);
    }
}
