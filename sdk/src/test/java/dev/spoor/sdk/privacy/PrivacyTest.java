package dev.spoor.sdk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.sdk.json.JsonWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyTest {
    private static final Redaction SECRETS = Redaction.builder().secrets().build();
    private static final Redaction ALL = Redaction.builder()
            .secrets()
            .emails()
            .cards()
            .key("Patient-Id")
            .pattern("\\bproject [a-z]+")
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefghijklmnop1234",
                "AKIAABCDEFGHIJKLMNOP",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "Bearer abcdefghijklmnop.qrst",
                "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
                "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"
            })
    void keysAndTokensAreReplacedByTheirFormat(String secret) {
        assertThat(SECRETS.apply("use " + secret + " please")).isEqualTo("use [REDACTED] please");
    }

    @ParameterizedTest
    @CsvSource({"task-force-of-the-largest-kind", "skiing-in-the-mountains-2026", "session s-1", "a bearer of news"})
    void otherWordsStay(String text) {
        assertThat(SECRETS.apply(text)).isSameAs(text);
    }

    @Test
    void valuesUnderSecretNamesAreReplacedInJsonAndOthersStay() {
        assertThat(
                        SECRETS.apply(
                                "{\"user\":\"ada\",\"Api-Key\":\"k\",\"db\":{\"password\":1},\"max_tokens\":5,\"session_id\":\"s\","
                                        + "\"access_token\":\"t\",\"time_to_first_token\":3,\"has_cookie\":true,\"next_page_token\":\"n\"}"))
                .isEqualTo("{\"user\":\"ada\",\"Api-Key\":\"[REDACTED]\",\"db\":{\"password\":\"[REDACTED]\"},"
                        + "\"max_tokens\":5,\"session_id\":\"s\",\"access_token\":\"[REDACTED]\","
                        + "\"time_to_first_token\":3,\"has_cookie\":true,\"next_page_token\":\"n\"}");
    }

    @Test
    void jsonInsideJsonIsReadToo() {
        assertThat(SECRETS.apply("{\"arguments\":\"{\\\"secret\\\":\\\"x\\\"}\"}"))
                .isEqualTo("{\"arguments\":\"{\\\"secret\\\":\\\"[REDACTED]\\\"}\"}");
    }

    @Test
    void cardsAreReplacedOnlyWithAValidCheckDigit() {
        assertThat(ALL.apply("card 4111 1111 1111 1111, order 4111 1111 1111 1112"))
                .isEqualTo("card [REDACTED], order 4111 1111 1111 1112");
        assertThat(ALL.apply("{\"card\":5500000000000004}")).isEqualTo("{\"card\":\"[REDACTED]\"}");
        assertThat(SecretPatterns.hasCheckDigit("4111-1111-1111-1111")).isTrue();
        assertThat(SecretPatterns.hasCheckDigit("4111-1111-1111-1121")).isFalse();
    }

    @Test
    void emailsNamesAndPatternsOfOnesOwnAreReplaced() {
        assertThat(ALL.apply("ask ada@example.org about project moon")).isEqualTo("ask [REDACTED] about [REDACTED]");
        assertThat(ALL.apply("{\"patientId\":\"p\"}")).isEqualTo("{\"patientId\":\"[REDACTED]\"}");
    }

    @Property
    void whateverItFindsJsonStaysJsonAndSecretsAreGone(@ForAll("texts") String before, @ForAll("texts") String after)
            throws IOException {
        String secret = "sk-abcdefghijklmnop1234";
        String json = JsonWriter.write(Map.of(before, List.of(before + " " + secret + " " + after), "x", after));
        String cleaned = ALL.apply(json);
        new ObjectMapper().readTree(cleaned);
        assertThat(cleaned).doesNotContain(secret);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab1 @.-:{}[]\"\\\n4").ofMaxLength(40);
    }

    @Test
    void aPatternCannotBreakJson() {
        Redaction greedy = Redaction.builder().pattern("\"?a.*").build();
        assertThat(greedy.apply("{\"k\":\"abc\",\"l\":\"x\"}")).isEqualTo("{\"k\":\"[REDACTED]\",\"l\":\"x\"}");
    }

    private static SpanData span(Consumer<Span> say) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            Span span = provider.get("t").spanBuilder("s").startSpan();
            say.accept(span);
            span.end();
            return exporter.getFinishedSpanItems().get(0);
        }
    }

    @Test
    void aSpanWithoutSecretsIsTheSameObject() {
        SpanData span = span(s -> s.setAttribute("a", "b").setAttribute("gen_ai.input.messages", "[]"));
        assertThat(new PrivacyFilter(true, true, ALL).apply(span)).isSameAs(span);
    }

    @Test
    void secretsAreTakenOutOfAttributesEventsAndStatus() {
        SpanData span = span(s -> {
            s.setAttribute("x-api-key", "abc");
            s.setAttribute("text", "sk-abcdefghijklmnopqrst");
            s.setAttribute(AttributeKey.stringArrayKey("list"), List.of("a", "sk-abcdefghijklmnopqrst"));
            s.addEvent(
                    "exception",
                    Attributes.builder()
                            .put("exception.message", "Bearer abcdefghijklmnopqrst")
                            .build());
            s.setStatus(StatusCode.ERROR, "sk-abcdefghijklmnopqrst refused");
        });
        SpanData cleaned = new PrivacyFilter(true, true, SECRETS).apply(span);
        assertThat(cleaned.getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("x-api-key", "[REDACTED]")
                        .put("text", "[REDACTED]")
                        .put(AttributeKey.stringArrayKey("list"), List.of("a", "[REDACTED]"))
                        .build());
        assertThat(cleaned.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("exception.message")))
                .isEqualTo("[REDACTED]");
        assertThat(cleaned.getStatus().getDescription()).isEqualTo("[REDACTED] refused");
        assertThat(cleaned.getTraceId()).isEqualTo(span.getTraceId());
    }

    @Test
    void withoutContentNothingOfItStaysWhoeverWroteIt() {
        SpanData span = span(s -> {
            for (String key : List.of(
                    "mlflow.spanInputs",
                    "gen_ai.output.messages",
                    "gen_ai.prompt.0.content",
                    "input.value",
                    "llm.input_messages.0.message.content",
                    "traceloop.entity.output",
                    "gen_ai.tool.call.arguments")) {
                s.setAttribute(key, "private words");
            }
            s.setAttribute("gen_ai.usage.input_tokens", 3);
            s.setAttribute("gen_ai.tool.name", "look");
            s.addEvent(
                    "gen_ai.user.message",
                    Attributes.builder().put("content", "private words").build());
            s.addEvent(
                    "gen_ai.content.prompt",
                    Attributes.builder().put("gen_ai.prompt", "private words").build());
        });
        SpanData cleaned = new PrivacyFilter(false, true, Redaction.builder().build()).apply(span);
        assertThat(cleaned.getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("gen_ai.usage.input_tokens", 3)
                        .put("gen_ai.tool.name", "look")
                        .build());
        assertThat(cleaned.getEvents())
                .allSatisfy(event -> assertThat(event.getAttributes().isEmpty()).isTrue());
    }

    @Test
    void withoutHttpHeadersBodiesAndQueriesAreGone() {
        SpanData span = span(s -> s.setAttribute("http.request.header.accept", "x")
                .setAttribute("http.response.body", "y")
                .setAttribute("url.full", "https://a/b?key=c")
                .setAttribute("http.response.status_code", 200));
        assertThat(new PrivacyFilter(true, false, SECRETS).apply(span).getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("url.full", "https://a/b")
                        .put("http.response.status_code", 200)
                        .build());
        assertThat(new PrivacyFilter(true, true, SECRETS).apply(span)).isSameAs(span);
    }
}
