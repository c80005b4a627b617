package dev.spoor.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.server.config.SpoorConfig;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLineTest {
    private static LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLoggerName("dev.spoor.server.Test");
        event.setLevel(Level.WARN);
        event.setInstant(Instant.parse("2026-11-21T08:00:00Z"));
        event.setMessage(message);
        event.addKeyValuePair(new KeyValuePair("port", 4317));
        event.addKeyValuePair(new KeyValuePair("why", "a \"b\"\nc"));
        return event;
    }

    @Test
    void textIsOneLineOfKeysAndValues() {
        assertThat(new LogLine(SpoorConfig.Log.Format.TEXT).doLayout(event("Two words")))
                .isEqualTo("time=2026-11-21T08:00:00Z level=warn logger=Test message=\"Two words\" port=4317"
                        + " why=\"a \\\"b\\\"\\nc\"\n");
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        String line = new LogLine(SpoorConfig.Log.Format.JSON).doLayout(event("Two words"));

        assertThat(line).endsWith("}\n").hasLineCount(1);
        assertThat(new ObjectMapper().readTree(line).get("why").asText()).isEqualTo("a \"b\"\nc");
    }

    @Test
    void anExceptionStaysOnTheLine() {
        LoggingEvent event = event("Failed");
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("oh")));

        assertThat(new LogLine(SpoorConfig.Log.Format.TEXT).doLayout(event))
                .contains("exception=\"java.lang.IllegalStateException: oh\\n")
                .hasLineCount(1);
    }
}
