package dev.spoor.model.filter;

import static dev.spoor.model.filter.Field.Scope.*;
import static dev.spoor.model.filter.FieldType.*;

import java.util.Arrays;
import java.util.List;

/**
 * Everything that a filter can ask for. The first name is the one to print; the others are MLflow's or shorter ones.
 *
 * <p>A field with {@link #keyed} is followed by a dot and a key: {@code tag.env}, {@code tag.`with space`}.
 */
public enum Field {
    TRACE_ID(TRACE, TEXT, "The trace's id; MLflow's prefix tr- is left out", "trace.id", "request_id", "trace_id"),
    CLIENT_REQUEST_ID(TRACE, TEXT, "The request id that the client gave", "client_request_id"),
    PROJECT(TRACE, TEXT, "The project's id", "project", "experiment_id"),
    NAME(TRACE, TEXT, "The trace's name", "name", "trace_name"),
    STATUS(TRACE, TEXT, "OK, ERROR or IN_PROGRESS", "status", "state"),
    TIME(TRACE, FieldType.TIME, "When the trace began", "time", "start_time", "request_time"),
    END_TIME(TRACE, FieldType.TIME, "When its last span ended", "end"),
    DURATION(TRACE, FieldType.DURATION, "From the first start to the last end", "duration", "latency"),
    TIMESTAMP_MS(TRACE, NUMBER, "When the trace began, whole milliseconds since 1970", "timestamp_ms", "timestamp"),
    END_TIME_MS(TRACE, NUMBER, "When it ended, whole milliseconds since 1970", "end_time_ms", "end_time"),
    EXECUTION_TIME_MS(TRACE, NUMBER, "Its duration in whole milliseconds", "execution_time_ms", "execution_time"),
    SESSION(TRACE, TEXT, "The session or conversation", "session", "session_id"),
    USER(TRACE, TEXT, "The user", "user", "user_id"),
    ENVIRONMENT(TRACE, TEXT, "The deployment's environment", "environment"),
    RELEASE(TRACE, TEXT, "The application's release", "release"),
    SERVICE(TRACE, TEXT, "The service's name", "service", "service.name"),
    RUN_ID(TRACE, TEXT, "A run that the trace was made in or linked to", "run_id"),
    PROMPT(TRACE, FieldType.PROMPT, "A prompt that the trace used", "prompt"),
    SPAN_COUNT(TRACE, NUMBER, "How many spans it has", "span_count", "spans"),
    ERROR_COUNT(TRACE, NUMBER, "How many of its spans failed", "error_count", "errors"),
    TOKENS_TOTAL(TRACE, NUMBER, "Tokens of all its model calls", "tokens.total", "tokens"),
    TOKENS_INPUT(TRACE, NUMBER, "Tokens of all prompts", "tokens.input"),
    TOKENS_OUTPUT(TRACE, NUMBER, "Tokens of all answers", "tokens.output"),
    COST(TRACE, NUMBER, "What it cost, in US dollars", "cost"),
    INPUT(TRACE, TEXT, "The beginning of the trace's input", "input"),
    OUTPUT(TRACE, TEXT, "The beginning of the trace's output", "output"),
    TEXT_CONTENT(TRACE, CONTENT, "Everything that its spans were sent with", "trace.text", "text"),
    TAG(TRACE, ANY, true, "A tag", "tag", "tags"),
    METADATA(TRACE, ANY, true, "Metadata of the trace", "metadata", "request_metadata", "trace_metadata"),
    FEEDBACK(ASSESSMENT, ANY, true, "The value of valid feedback with that name", "feedback"),
    EXPECTATION(ASSESSMENT, ANY, true, "The value of a valid expectation with that name", "expectation"),
    ISSUE(ASSESSMENT, TEXT, "The id of an issue that the trace shows", "issue.id"),
    SPAN_ID(SPAN, TEXT, "The span's id", "span.id"),
    SPAN_PARENT_ID(SPAN, TEXT, "The parent's id; absent for a root", "span.parent_id"),
    SPAN_NAME(SPAN, TEXT, "The span's name", "span.name"),
    SPAN_TYPE(SPAN, TEXT, "LLM, TOOL, AGENT and so on", "span.type"),
    SPAN_KIND(SPAN, TEXT, "OpenTelemetry's kind: CLIENT, SERVER, INTERNAL and so on", "span.kind"),
    SPAN_STATUS(SPAN, TEXT, "OK, ERROR or UNSET", "span.status"),
    SPAN_TIME(SPAN, FieldType.TIME, "When the span began", "span.time", "span.start_time"),
    SPAN_DURATION(SPAN, FieldType.DURATION, "How long the span took", "span.duration", "span.latency"),
    SPAN_TIME_TO_FIRST_TOKEN(SPAN, FieldType.DURATION, "From its start to its first token", "span.time_to_first_token"),
    SPAN_MODEL(SPAN, TEXT, "The model that answered, else the one asked for", "span.model", "model"),
    SPAN_PROVIDER(SPAN, TEXT, "Who serves the model", "span.provider", "provider"),
    SPAN_AGENT(SPAN, TEXT, "The agent's name", "span.agent", "agent"),
    SPAN_TOOL(SPAN, TEXT, "The tool's name", "span.tool", "tool"),
    SPAN_ERROR_TYPE(SPAN, TEXT, "What kind of error it was", "span.error.type", "error.type"),
    SPAN_ERROR_MESSAGE(SPAN, TEXT, "The error's message", "span.error.message", "error.message"),
    SPAN_TOKENS_TOTAL(SPAN, NUMBER, "Tokens of the call", "span.tokens.total", "span.tokens"),
    SPAN_TOKENS_INPUT(SPAN, NUMBER, "Tokens of the prompt", "span.tokens.input"),
    SPAN_TOKENS_OUTPUT(SPAN, NUMBER, "Tokens of the answer", "span.tokens.output"),
    SPAN_COST(SPAN, NUMBER, "What the call cost, in US dollars", "span.cost"),
    SPAN_CONTENT(SPAN, CONTENT, "Everything that the span was sent with", "span.content", "span.text"),
    SPAN_ATTRIBUTE(SPAN, ANY, true, "An attribute as it was sent", "span.attributes", "span.attribute", "attr");

    /** Whose value it is. Conditions of {@link #SPAN} hold on one span. */
    public enum Scope {
        TRACE,
        SPAN,
        ASSESSMENT
    }

    private final Scope scope;
    private final FieldType type;
    private final boolean keyed;
    private final String meaning;
    private final List<String> names;

    Field(Scope scope, FieldType type, String meaning, String... names) {
        this(scope, type, false, meaning, names);
    }

    Field(Scope scope, FieldType type, boolean keyed, String meaning, String... names) {
        this.scope = scope;
        this.type = type;
        this.keyed = keyed;
        this.meaning = meaning;
        this.names = List.copyOf(Arrays.asList(names));
    }

    public Scope scope() {
        return scope;
    }

    public FieldType type() {
        return type;
    }

    /** Whether a key follows the name. */
    public boolean keyed() {
        return keyed;
    }

    /** What it is, in a few words for people. */
    public String meaning() {
        return meaning;
    }

    /** The name to print, then its aliases. */
    public List<String> names() {
        return names;
    }

    /** The name to print. */
    public String printedName() {
        return names.get(0);
    }
}
