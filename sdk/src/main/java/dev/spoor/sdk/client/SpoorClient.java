package dev.spoor.sdk.client;

import dev.spoor.sdk.trace.RecordedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Spoor server. What it gives are copies; what it changes is durable when the method returns. Every method waits
 * for the network and throws {@link SpoorClientException} when the server refuses or cannot be reached. Safe for several
 * threads.
 *
 * <pre>{@code
 * SpoorClient client = SpoorClient.of("http://127.0.0.1:5050");
 * for (TraceInfo info : client.search(TraceSearch.all().session("chat-17")).items()) {
 *     RecordedTrace trace = client.trace(info.traceId()).orElseThrow();
 *     trace.searchSpans(SpanType.TOOL).forEach(tool -> System.out.println(tool.name() + " " + tool.outputs()));
 * }
 * }</pre>
 */
public final class SpoorClient {
    private static final int NOT_FOUND = 404;

    private final Api api;

    private SpoorClient(Api api) {
        this.api = api;
    }

    /** @param endpoint the server's address without a path */
    public static SpoorClient of(String endpoint) {
        return of(endpoint, Map.of(), Duration.ofSeconds(30));
    }

    /** @param headers of every request, for a proxy before the server that asks for them */
    public static SpoorClient of(String endpoint, Map<String, String> headers, Duration timeout) {
        return new SpoorClient(new Api(endpoint, headers, timeout));
    }

    /** One page of traces. */
    public Page<TraceInfo> search(TraceSearch search) {
        Fields answer = Fields.of(api.call("GET", List.of("traces"), search.query(), null));
        return new Page<>(answer.list("traces", TraceInfo::of), answer.text("next_page_token"));
    }

    /** All pages, up to a number of traces. */
    public List<TraceInfo> searchAll(TraceSearch search, int maxTraces) {
        List<TraceInfo> all = new ArrayList<>();
        Page<TraceInfo> page = search(search);
        while (true) {
            all.addAll(page.items());
            if (page.nextPageToken() == null || all.size() >= maxTraces) {
                return List.copyOf(all.subList(0, Math.min(all.size(), maxTraces)));
            }
            page = search(search.page(page.nextPageToken()));
        }
    }

    /**
     * One page of traces that contain a text anywhere: in names, inputs, outputs, messages, attributes, events, logs.
     *
     * @param text in any case
     * @param where only project, times, filter, limit (at most 200) and page count
     */
    public Page<TextHit> searchText(String text, TraceSearch where) {
        Fields answer =
                Fields.of(api.call("GET", List.of("search"), where.query().with("text", text), null));
        return new Page<>(answer.list("hits", TextHit::of), answer.text("next_page_token"));
    }

    /** What lists show of one trace; empty when there is none. */
    public Optional<TraceInfo> traceInfo(String traceId) {
        return ifThere("traces", traceId).map(TraceInfo::of);
    }

    /** A trace with all its spans, their attributes, inputs and outputs; empty when there is none. */
    public Optional<RecordedTrace> trace(String traceId) {
        return ifThere("traces", traceId, "otlp").map(otlp -> OtlpTrace.read(traceId, otlp));
    }

    /** One span with what the server makes of it (messages, usage, cost …), as the API has it; empty when there is none. */
    public Optional<Map<String, @Nullable Object>> span(String traceId, String spanId) {
        return ifThere("traces", traceId, "spans", spanId).map(Fields::json);
    }

    private Optional<Fields> ifThere(String... path) {
        try {
            return Optional.of(Fields.of(api.call("GET", List.of(path), Api.Query.NONE, null)));
        } catch (SpoorClientException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Deletes traces for good.
     *
     * @param traceIds at most 1000; unknown ones are passed over
     * @return how many were deleted
     */
    public long delete(Collection<String> traceIds) {
        return Fields.of(api.call(
                        "POST",
                        List.of("traces", "delete"),
                        Api.Query.NONE,
                        Map.of("trace_ids", List.copyOf(traceIds))))
                .number("traces_deleted");
    }

    /**
     * Deletes for good all traces that match.
     *
     * @param filter in the filter language, for example {@code timestamp_ms < 1700000000000}
     * @param project id or name; null for all
     * @return how many were deleted
     */
    public long deleteMatching(String filter, @Nullable String project) {
        Map<String, Object> which = new LinkedHashMap<>(Map.of("filter", filter));
        if (project != null) {
            which.put("project", project);
        }
        long deleted = 0;
        Fields answer;
        do {
            answer = Fields.of(api.call("POST", List.of("traces", "delete"), Api.Query.NONE, which));
            deleted += answer.number("traces_deleted");
        } while (answer.flag("more"));
        return deleted;
    }

    /** Sets tags, and gives all that the trace has now. */
    public Map<String, String> setTags(String traceId, Map<String, String> tags) {
        return patchTags(traceId, Map.of("set", tags));
    }

    /** Removes tags that are there, and gives all that the trace has now. */
    public Map<String, String> removeTags(String traceId, Collection<String> keys) {
        return patchTags(traceId, Map.of("remove", List.copyOf(keys)));
    }

    private Map<String, String> patchTags(String traceId, Object patch) {
        return Fields.of(api.call("PATCH", List.of("traces", traceId, "tags"), Api.Query.NONE, patch))
                .texts("tags");
    }

    /** Judges a trace, or one of its spans. */
    public Assessment judge(String traceId, Judgement judgement) {
        return Assessment.of(Fields.of(
                api.call("POST", List.of("traces", traceId, "assessments"), Api.Query.NONE, judgement.json())));
    }

    /** All judgements of a trace and its spans, oldest first, also those that were replaced. */
    public List<Assessment> assessments(String traceId) {
        return Fields.of(api.call("GET", List.of("traces", traceId, "assessments"), Api.Query.NONE, null))
                .list("assessments", Assessment::of);
    }

    /** Changes what is thought; nulls leave what is there. */
    public Assessment changeAssessment(
            String traceId, String assessmentId, @Nullable Object value, @Nullable String rationale) {
        Map<String, Object> patch = new LinkedHashMap<>();
        if (value != null) {
            patch.put("value", value);
        }
        if (rationale != null) {
            patch.put("rationale", rationale);
        }
        return Assessment.of(Fields.of(
                api.call("PATCH", List.of("traces", traceId, "assessments", assessmentId), Api.Query.NONE, patch)));
    }

    /** Deletes a judgement; one that it replaced counts again. */
    public void deleteAssessment(String traceId, String assessmentId) {
        api.call("DELETE", List.of("traces", traceId, "assessments", assessmentId), Api.Query.NONE, null);
    }

    /**
     * Conversations, latest activity first.
     *
     * @param project id or name; null for all
     * @param pageToken of the page before; null for the first
     */
    public Page<SessionInfo> sessions(@Nullable String project, @Nullable String pageToken) {
        Fields answer = Fields.of(api.call(
                "GET",
                List.of("sessions"),
                new Api.Query().with("project", project).with("page_token", pageToken),
                null));
        return new Page<>(answer.list("sessions", SessionInfo::of), answer.text("next_page_token"));
    }

    /** The traces of a conversation, newest start first. */
    public Page<TraceInfo> session(String session, @Nullable String pageToken) {
        Fields answer = Fields.of(
                api.call("GET", List.of("sessions", session), new Api.Query().with("page_token", pageToken), null));
        return new Page<>(answer.list("traces", TraceInfo::of), answer.text("next_page_token"));
    }
}
