package dev.spoor.sdk.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of ended spans, whoever made them, what shall not leave the process: secrets, and where it is not wanted,
 * content, and what HTTP requests held. Works on the export's thread. Safe for several threads.
 */
public final class PrivacyFilter {
    /** Keys, and prefixes of keys, under which SDKs put prompts, answers, arguments and results. */
    private static final List<String> CONTENT_PREFIXES = List.of(
            "mlflow.spanInputs",
            "mlflow.spanOutputs",
            "mlflow.chat.tools",
            "spoor.trace.request_preview",
            "spoor.trace.response_preview",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "gen_ai.retrieval.query",
            "gen_ai.retrieval.documents",
            "gen_ai.event.content",
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.content",
            "input.value",
            "output.value",
            "llm.input_messages",
            "llm.output_messages",
            "llm.prompts",
            "llm.choices",
            "llm.tools",
            "retrieval.documents",
            "embedding.embeddings",
            "reranker.",
            "traceloop.entity.input",
            "traceloop.entity.output",
            "langfuse.observation.input",
            "langfuse.observation.output",
            "langfuse.trace.input",
            "langfuse.trace.output",
            "gcp.vertex.agent.llm_",
            "gcp.vertex.agent.tool_",
            "gcp.vertex.agent.data");

    /** Of events of older GenAI conventions. */
    private static final List<String> EVENT_CONTENT = List.of("content", "message", "body", "arguments", "tool_calls");

    /** What failed may say what it failed on. */
    private static final List<String> MESSAGES = List.of("exception.message", "error.message");

    private static final List<String> HTTP_PREFIXES = List.of(
            "http.request.header.", "http.response.header.", "http.request.body", "http.response.body", "url.query");

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /** What happens to values of a name. */
    private enum NameRule {
        LEFT_OUT,
        STACK_TRACE_WITHOUT_MESSAGES,
        ADDRESS_WITHOUT_QUERY,
        PERHAPS_SECRET,
        CLEANED
    }

    private final KnownNames<NameRule> rules = new KnownNames<>(name -> rule(name, false));
    private final KnownNames<NameRule> contentEventRules = new KnownNames<>(name -> rule(name, true));
    private final boolean includeContent;
    private final boolean includeHttp;
    private final Redaction redaction;

    /**
     * @param includeContent whether prompts, answers, arguments and results stay
     * @param includeHttp whether headers, bodies and query strings stay
     */
    public PrivacyFilter(boolean includeContent, boolean includeHttp, Redaction redaction) {
        this.includeContent = includeContent;
        this.includeHttp = includeHttp;
        this.redaction = redaction;
    }

    /** The span without them: the same object when it has none. */
    public SpanData apply(SpanData span) {
        Attributes attributes = clean(span.getAttributes(), false);
        List<EventData> events = events(span.getEvents());
        StatusData status = status(span);
        if (attributes == span.getAttributes() && events == span.getEvents() && status == span.getStatus()) {
            return span;
        }
        return new Cleaned(span, attributes, events, status);
    }

    private List<EventData> events(List<EventData> events) {
        List<EventData> cleaned = null;
        for (int i = 0; i < events.size(); i++) {
            EventData event = events.get(i);
            Attributes attributes = clean(event.getAttributes(), event.getName().startsWith("gen_ai."));
            if (attributes != event.getAttributes()) {
                cleaned = cleaned == null ? new ArrayList<>(events) : cleaned;
                cleaned.set(
                        i,
                        EventData.create(
                                event.getEpochNanos(), event.getName(), attributes, event.getTotalAttributeCount()));
            }
        }
        return cleaned == null ? events : cleaned;
    }

    private StatusData status(SpanData span) {
        StatusData status = span.getStatus();
        if (status.getDescription().isEmpty()) {
            return status;
        }
        String type = includeContent ? null : span.getAttributes().get(ERROR_TYPE);
        String cleaned = includeContent ? redaction.apply(status.getDescription()) : type == null ? "" : type;
        return cleaned.equals(status.getDescription()) ? status : StatusData.create(status.getStatusCode(), cleaned);
    }

    /** Most spans stay as they are, and building attributes anew costs more than looking at them. */
    private Attributes clean(Attributes attributes, boolean contentEvent) {
        KnownNames<NameRule> names = contentEvent ? contentEventRules : rules;
        boolean[] changed = {false};
        attributes.forEach((key, value) -> changed[0] |= cleaned(names, key.getKey(), value) != value);
        if (!changed[0]) {
            return attributes;
        }
        AttributesBuilder builder = Attributes.builder();
        attributes.forEach((key, value) -> put(builder, key, value, cleaned(names, key.getKey(), value)));
        return builder.build();
    }

    @SuppressWarnings("unchecked") // a key's type is that of its value, when the value stays as it is
    private static void put(AttributesBuilder builder, AttributeKey<?> key, Object value, @Nullable Object cleaned) {
        if (cleaned instanceof String text && !(value instanceof String)) {
            builder.put(key.getKey(), text);
        } else if (cleaned != null) {
            builder.put((AttributeKey<Object>) key, cleaned);
        }
    }

    private NameRule rule(String name, boolean contentEvent) {
        if (!includeContent) {
            if (startsWithOne(name, CONTENT_PREFIXES)
                    || MESSAGES.contains(name)
                    || contentEvent && EVENT_CONTENT.contains(name)) {
                return NameRule.LEFT_OUT;
            }
            if (name.equals("exception.stacktrace")) {
                return NameRule.STACK_TRACE_WITHOUT_MESSAGES;
            }
        }
        if (!includeHttp) {
            if (startsWithOne(name, HTTP_PREFIXES)) {
                return NameRule.LEFT_OUT;
            }
            if (name.equals("url.full") || name.equals("http.url")) {
                return NameRule.ADDRESS_WITHOUT_QUERY;
            }
        }
        return redaction.mayNameSecret(name) ? NameRule.PERHAPS_SECRET : NameRule.CLEANED;
    }

    /** @return what is sent, the same object when it stays, null when it is left out */
    private @Nullable Object cleaned(KnownNames<NameRule> names, String name, Object value) {
        return switch (names.of(name)) {
            case LEFT_OUT -> null;
            case STACK_TRACE_WITHOUT_MESSAGES ->
                value instanceof String text ? redaction.apply(ExceptionText.withoutMessages(text)) : cleaned(value);
            case ADDRESS_WITHOUT_QUERY ->
                value instanceof String address ? redaction.apply(withoutQuery(address)) : cleaned(value);
            case PERHAPS_SECRET -> redaction.isSecret(name, value) ? Redaction.REDACTED : cleaned(value);
            case CLEANED -> cleaned(value);
        };
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    private Object cleaned(Object value) {
        if (value instanceof String text) {
            return redaction.apply(text);
        }
        if (value instanceof List<?> items) {
            List<Object> cleaned = new ArrayList<>(items.size());
            boolean changed = false;
            for (Object item : items) {
                Object one = item instanceof String text ? redaction.apply(text) : item;
                changed |= one != item;
                cleaned.add(one);
            }
            return changed ? cleaned : value;
        }
        if (value instanceof Value<?> structured) {
            String written = structured.asString();
            String cleaned = redaction.apply(written);
            return cleaned.equals(written) ? value : cleaned;
        }
        return value;
    }

    private static boolean startsWithOne(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static final class Cleaned extends DelegatingSpanData {
        private final Attributes attributes;
        private final List<EventData> events;
        private final StatusData status;

        Cleaned(SpanData span, Attributes attributes, List<EventData> events, StatusData status) {
            super(span);
            this.attributes = attributes;
            this.events = events;
            this.status = status;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return events;
        }

        @Override
        public StatusData getStatus() {
            return status;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
