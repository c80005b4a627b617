package dev.spoor.server.api;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Filter;
import dev.spoor.server.http.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of one request. Every error names the parameter, what was expected and what was found. */
public final class Params {
    private static final long MAX_EPOCH_MILLIS = Long.MAX_VALUE / 1_000_000;

    private final ServiceRequestContext ctx;
    private final QueryParams query;

    /** @param known the query parameters that are taken; another one is an error */
    public Params(ServiceRequestContext ctx, String... known) {
        this.ctx = ctx;
        this.query = ctx.queryParams();
        Set<String> names = new TreeSet<>(Arrays.asList(known));
        for (String name : query.names()) {
            if (!names.contains(name)) {
                throw ApiException.invalid("the parameter '" + name + "' is not known here; "
                        + (names.isEmpty() ? "there are none" : "there are " + String.join(", ", names)));
            }
        }
    }

    /** From the path. */
    public String path(String name) {
        String value = ctx.pathParam(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    public TraceId traceId() {
        return traceId("trace_id", path("trace_id"));
    }

    /** @throws ApiException naming {@code field}, when the text is no trace id */
    public static TraceId traceId(String field, String text) {
        try {
            return TraceId.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(field + ": " + e.getMessage());
        }
    }

    public SpanId spanId() {
        return spanId("span_id", path("span_id"));
    }

    /** @throws ApiException naming {@code field}, when the text is no span id */
    public static SpanId spanId(String field, String text) {
        try {
            return SpanId.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(field + ": " + e.getMessage());
        }
    }

    /** Null when it is absent or empty. */
    public @Nullable String text(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The parameter {@code filter}; everything when it is absent. */
    public Filter filter() {
        String text = text("filter");
        return text == null ? Filter.ALL : Filter.parse(text);
    }

    public List<String> texts(String name) {
        return query.getAll(name).stream().filter(text -> !text.isEmpty()).toList();
    }

    public int number(String name, int min, int max, int byDefault) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the message below says it better
        }
        throw ApiException.invalid(
                name + " must be a whole number from " + min + " to " + max + ", not '" + text + "'");
    }

    public boolean flag(String name) {
        String text = text(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw ApiException.invalid(name + " must be true or false, not '" + text + "'");
    }

    /** One of an enum's constants, in any case; null when absent. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw ApiException.invalid(name + " must be one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())
                + ", not '" + text.toUpperCase(Locale.ROOT) + "'");
    }

    /** Epoch milliseconds or ISO-8601, in epoch nanoseconds; 0 when absent. */
    public long epochNanos(String name) {
        return epochNanos(name, text(name));
    }

    /** The same of a text that came from elsewhere; {@code name} is for the error. */
    static long epochNanos(String name, @Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            long millis = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            if (millis >= 0 && millis <= MAX_EPOCH_MILLIS) {
                return millis * 1_000_000 + subMillis(text);
            }
        } catch (NumberFormatException | DateTimeException e) {
            // the message below says it better
        }
        throw ApiException.invalid(
                name + " must be epoch milliseconds or a time like 2026-11-21T08:30:00Z, not '" + text + "'");
    }

    private static long subMillis(String text) {
        return text.indexOf('T') < 0
                ? 0
                : Instant.from(OffsetDateTime.parse(text)).getNano() % 1_000_000;
    }

    /** {@code key=value} pairs. */
    public Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : query.getAll(name)) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw ApiException.invalid(name + " must be key=value, not '" + text + "'");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }
}
