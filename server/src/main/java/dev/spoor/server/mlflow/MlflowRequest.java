package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.http.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, from its body or its query, as protobuf's JSON has them: in snake or camel case, numbers also as
 * text, enums by name or number. Unknown fields are ignored.
 */
final class MlflowRequest {
    private final ServiceRequestContext ctx;
    private final JsonNode body;

    MlflowRequest(ServiceRequestContext ctx, JsonNode body) {
        this.ctx = ctx;
        this.body = body;
    }

    String path(String name) {
        String value = ctx.pathParam(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    /** Whether MLflow's Python client asks. */
    boolean isFromPython() {
        return ctx.request().headers().get(HttpHeaderNames.USER_AGENT, "").startsWith("mlflow-python-client");
    }

    /** A field of an object by its name in either case; a missing node when it is absent or null. */
    static JsonNode field(JsonNode node, String name) {
        JsonNode field = node.get(name);
        if (field == null) {
            field = node.get(camelCase(name));
        }
        return field == null || field.isNull() ? MissingNode.getInstance() : field;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    JsonNode node(String name) {
        return field(body, name);
    }

    /** Null when it is absent or empty. */
    @Nullable
    String text(String name) {
        JsonNode field = node(name);
        String text = field.isMissingNode() ? ctx.queryParams().get(name) : field.asText();
        return text == null || text.isEmpty() ? null : text;
    }

    /** @throws ApiException in MLflow's words when it is missing */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    static ApiException missing(String name) {
        return ApiException.invalid("Missing value for required parameter '" + name
                + "'. See the API docs for more information about request parameters.");
    }

    List<String> texts(String name) {
        JsonNode field = node(name);
        List<String> texts = new ArrayList<>();
        if (field.isMissingNode()) {
            texts.addAll(ctx.queryParams().getAll(name));
        } else if (field.isArray()) {
            field.forEach(item -> texts.add(item.asText()));
        } else {
            texts.add(field.asText());
        }
        return texts;
    }

    /** @throws ApiException when it is no whole number */
    long number(String name, long byDefault) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        try {
            return new java.math.BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw ApiException.invalid(
                    "Invalid value " + text + " for parameter '" + name + "' supplied: a whole number is expected");
        }
    }

    /** @throws ApiException when {@code max_results} is not within 1 and the limit */
    int maxResults(int byDefault, int limit) {
        long max = number("max_results", byDefault);
        if (max < 1 || max > limit) {
            throw ApiException.invalid("Invalid value " + max + " for parameter 'max_results' supplied: it must be"
                    + " a positive integer, at most " + limit);
        }
        return (int) max;
    }

    /** Python's clients write {@code False}. */
    boolean flag(String name) {
        String text = text(name);
        return text != null && text.toLowerCase(Locale.ROOT).equals("true");
    }

    /** A map of texts: an object, or MLflow 2's list of {@code {key, value}}. */
    static Map<String, String> map(JsonNode field) {
        Map<String, String> map = new LinkedHashMap<>();
        if (field.isArray()) {
            field.forEach(item ->
                    map.put(field(item, "key").asText(), field(item, "value").asText()));
        } else {
            field.properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        }
        return map;
    }
}
