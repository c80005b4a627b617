package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "attributes.status = \"OK\"              | status = 'OK'",
                "status='OK'AND name='a'                 | status = 'OK' AND name = 'a'",
                "AND status = 'OK' and                   | status = 'OK'",
                "`status` in ('OK','ERROR')              | status IN ('OK', 'ERROR')",
                "tags.\"team.a\" = 'it''s'               | tag.team.a = 'it''s'",
                "metadata.mlflow.trace.session = 's'     | session = 's'",
                "request_id = 'tr-0a'                    | trace.id = '0a'",
                "execution_time_ms >= 99.5               | execution_time_ms >= 99.5",
                "duration > 1h30m                        | duration > 90m",
                "duration > 1500                         | duration > 1500ms",
                "time > now - 1h                         | time > now - 1h",
                "time < '2026-01-01'                     | time < 1767225600000",
                "tokens.total BETWEEN 1 AND 2            | tokens.total BETWEEN 1 AND 2",
                "feedback.`my name` is not null          | feedback.`my name` IS NOT NULL",
                "model = 'm' AND tool = 't'              | span(span.model = 'm') AND span(span.tool = 't')",
                "model IS NULL                           | NOT span(span.model IS NOT NULL)",
                "span(type = 'LLM' and not status = 'OK')| span(span.type = 'LLM' AND NOT span.status = 'OK')",
                "not span.type = 'LLM'                   | NOT span(span.type = 'LLM')"
            })
    void writesWhatItRead(String text, String printed) {
        assertThat(FilterPrinter.print(Filter.parse(text))).isEqualTo(printed.strip());
    }

    @Test
    void conditionsOnSpansJoinedByAndHoldOnOneSpan() {
        assertThat(FilterPrinter.print(Filter.parse(
                        "span.name = 'a' AND status = 'OK' AND (span.type = 'TOOL' OR span.type = 'LLM')")))
                .isEqualTo("span(span.name = 'a' AND (span.type = 'TOOL' OR span.type = 'LLM')) AND status = 'OK'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = OK",
                "status",
                "status == 'OK'",
                "status = 'OK';",
                "'OK' = status",
                "tag = 'x'",
                "tag.env = prod",
                "tokens.total = 'many'",
                "name RLIKE '(a'",
                "name RLIKE '(?=a)b'",
                "span(status = 'OK' OR tag.a = 'b')",
                "cost > 1e999999999",
                "name = 'open",
                "prompt = 'p'"
            })
    void refusesWithAPlace(String text) {
        assertThatThrownBy(() -> Filter.parse(text))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("at position");
    }

    @Test
    void namesTheNearestField() {
        assertThatThrownBy(() -> Filter.parse("status = 'OK' AND sesion = 'x'"))
                .hasMessage("Unknown field 'sesion' at position 18: expected a known field; did you mean session?");
    }
}
