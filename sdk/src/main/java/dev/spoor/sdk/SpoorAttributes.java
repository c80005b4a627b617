package dev.spoor.sdk;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes that Spoor's SDK sets beyond OpenTelemetry's GenAI conventions. On a span they are MLflow's, so that
 * MLflow understands them too; what is said of the whole trace has names of Spoor's own and may stand on any span of it.
 */
public final class SpoorAttributes {
    /** What the span does: a {@link SpanType}'s name. */
    public static final AttributeKey<String> SPAN_TYPE = AttributeKey.stringKey("mlflow.spanType");
    /** What went in, as JSON. */
    public static final AttributeKey<String> SPAN_INPUTS = AttributeKey.stringKey("mlflow.spanInputs");
    /** What came out, as JSON. */
    public static final AttributeKey<String> SPAN_OUTPUTS = AttributeKey.stringKey("mlflow.spanOutputs");
    /** The method that was called, as {@code Class.method}. */
    public static final AttributeKey<String> SPAN_FUNCTION = AttributeKey.stringKey("mlflow.spanFunctionName");

    /** The conversation that the trace belongs to. */
    public static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");
    /** Whom the trace was made for. */
    public static final AttributeKey<String> USER = AttributeKey.stringKey("user.id");

    /** The trace's name, when it is not its root span's. */
    public static final AttributeKey<String> TRACE_NAME = AttributeKey.stringKey("spoor.trace.name");
    /** The application's own id of the request that the trace is about. */
    public static final AttributeKey<String> CLIENT_REQUEST_ID =
            AttributeKey.stringKey("spoor.trace.client_request_id");
    /** What to show of the request in lists. */
    public static final AttributeKey<String> REQUEST_PREVIEW = AttributeKey.stringKey("spoor.trace.request_preview");
    /** What to show of the response in lists. */
    public static final AttributeKey<String> RESPONSE_PREVIEW = AttributeKey.stringKey("spoor.trace.response_preview");
    /** Where it ran, for example {@code production}. */
    public static final AttributeKey<String> ENVIRONMENT = AttributeKey.stringKey("spoor.trace.environment");
    /** The version of the application. */
    public static final AttributeKey<String> RELEASE = AttributeKey.stringKey("spoor.trace.release");

    /** Before the key of a tag. Tags may be changed later, in the UI for example. */
    public static final String TAG_PREFIX = "spoor.trace.tag.";
    /** Before the key of an entry of the trace's metadata, which stays as it is. */
    public static final String METADATA_PREFIX = "spoor.trace.metadata.";

    /** Set on a span that was ended because its trace ended. */
    public static final AttributeKey<Boolean> ENDED_WITH_TRACE = AttributeKey.booleanKey("spoor.span.ended_with_trace");

    private SpoorAttributes() {}
}
