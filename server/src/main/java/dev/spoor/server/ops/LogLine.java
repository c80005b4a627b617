package dev.spoor.server.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.http.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** One line an event: {@code time=… level=… logger=… message="…" key=value}, or the same fields as a JSON object. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private final SpoorConfig.Log.Format format;

    LogLine(SpoorConfig.Log.Format format) {
        this.format = format;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        fields.put(
                "logger", event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1));
        fields.put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, String.valueOf(pair.value));
            }
        }
        if (event.getThrowableProxy() != null) {
            fields.put(
                    "exception",
                    ThrowableProxyUtil.asString(event.getThrowableProxy()).strip());
        }
        return (format == SpoorConfig.Log.Format.JSON ? json(fields) : text(fields)) + "\n";
    }

    private static String text(Map<String, String> fields) {
        StringBuilder line = new StringBuilder();
        fields.forEach((key, value) -> {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(key).append('=').append(plain(value) ? value : quoted(value));
        });
        return line.toString();
    }

    private static boolean plain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
    }

    private static String quoted(String value) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }

    private static String json(Map<String, String> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = Json.FACTORY.createGenerator(line)) {
            out.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                out.writeStringField(field.getKey(), field.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
