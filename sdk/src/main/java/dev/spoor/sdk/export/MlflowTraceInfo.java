package dev.spoor.sdk.export;

import dev.spoor.sdk.SpoorAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What MLflow keeps of a whole trace: {@code TraceInfoV3} of its REST API 3.0 without the location, within the lengths
 * and characters that its store and its client allow.
 */
final class MlflowTraceInfo {
    private static final int MAX_PREVIEW_CHARS = 1000;
    private static final int MAX_KEY_CHARS = 250;
    private static final int MAX_TAG_CHARS = 4096;
    private static final int MAX_METADATA_CHARS = 250;
    private static final Pattern NOT_OF_KEYS = Pattern.compile("[^A-Za-z0-9_\\-. :/]");

    private MlflowTraceInfo() {}

    static Map<String, @Nullable Object> of(SpanData root) {
        Attributes attributes = root.getAttributes();
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("trace_id", "tr-" + root.getTraceId());
        String clientRequestId = attributes.get(SpoorAttributes.CLIENT_REQUEST_ID);
        if (clientRequestId != null) {
            info.put("client_request_id", clientRequestId);
        }
        String request = text(root, SpoorAttributes.REQUEST_PREVIEW.getKey(), SpoorAttributes.SPAN_INPUTS.getKey());
        String response = text(root, SpoorAttributes.RESPONSE_PREVIEW.getKey(), SpoorAttributes.SPAN_OUTPUTS.getKey());
        if (!request.isEmpty()) {
            info.put("request_preview", cut(request, MAX_PREVIEW_CHARS));
        }
        if (!response.isEmpty()) {
            info.put("response_preview", cut(response, MAX_PREVIEW_CHARS));
        }
        info.put(
                "request_time",
                Instant.ofEpochSecond(0, root.getStartEpochNanos())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        long millis = Math.max(0, root.getEndEpochNanos() - root.getStartEpochNanos()) / 1_000_000;
        info.put("execution_duration", String.format(Locale.ROOT, "%d.%03ds", millis / 1000, millis % 1000));
        info.put("state", root.getStatus().getStatusCode() == StatusCode.ERROR ? "ERROR" : "OK");
        Map<String, String> metadata = under(attributes, SpoorAttributes.METADATA_PREFIX, MAX_METADATA_CHARS);
        metadata.put("mlflow.trace_schema.version", "3");
        metadata.put("mlflow.traceInputs", cut(request, MAX_METADATA_CHARS));
        metadata.put("mlflow.traceOutputs", cut(response, MAX_METADATA_CHARS));
        put(metadata, "mlflow.trace.session", attributes.get(SpoorAttributes.SESSION));
        put(metadata, "mlflow.trace.user", attributes.get(SpoorAttributes.USER));
        info.put("trace_metadata", metadata);
        Map<String, String> tags = under(attributes, SpoorAttributes.TAG_PREFIX, MAX_TAG_CHARS);
        String name = attributes.get(SpoorAttributes.TRACE_NAME);
        tags.put("mlflow.traceName", cut(name == null ? root.getName() : name, MAX_TAG_CHARS));
        info.put("tags", tags);
        return info;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, cut(value, MAX_METADATA_CHARS));
        }
    }

    private static String text(SpanData span, String best, String otherwise) {
        String[] found = {null, ""};
        span.getAttributes().forEach((key, value) -> {
            if (key.getKey().equals(best)) {
                found[0] = value.toString();
            } else if (key.getKey().equals(otherwise)) {
                found[1] = value.toString();
            }
        });
        return found[0] == null ? found[1] : found[0];
    }

    private static Map<String, String> under(Attributes attributes, String prefix, int maxChars) {
        Map<String, String> found = new LinkedHashMap<>();
        attributes.forEach((key, value) -> {
            if (key.getKey().startsWith(prefix)) {
                String name = NOT_OF_KEYS
                        .matcher(key.getKey().substring(prefix.length()))
                        .replaceAll("_");
                found.put(
                        name.length() > MAX_KEY_CHARS ? name.substring(0, MAX_KEY_CHARS) : name,
                        cut(value.toString(), maxChars));
            }
        });
        return found;
    }

    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
        return text.substring(0, end) + "…";
    }
}
