package dev.spoor.sdk.genai;

import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanStart;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model, from request to answer. Begun where the library is called and ended where the answer is complete,
 * on whatever thread. Safe for several threads; what comes after the end goes nowhere.
 *
 * <pre>{@code
 * ModelCall call = ModelCall.chat("openai", "gpt-5");
 * call.inputMessages(List.of(ChatMessage.text("user", "Where is the key?")));
 * call.parameter("temperature", 0.2);
 * ...
 * call.firstToken();                                    // when streaming
 * call.outputMessages(List.of(ChatMessage.text("assistant", "Under the mat.")));
 * call.responseModel("gpt-5-2026-08-01").usage(TokenUsage.of(9L, 4L)).finishReasons(List.of("stop"));
 * call.end();
 * }</pre>
 *
 * <p>The keys are those of OpenTelemetry's GenAI conventions 1.37 and later, with messages as JSON in attributes.
 */
public final class ModelCall {
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Double> FIRST_CHUNK_SECONDS =
            AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    private static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
    private static final AttributeKey<String> INPUT = AttributeKey.stringKey("gen_ai.input.messages");
    private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("gen_ai.output.messages");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("gen_ai.system_instructions");
    private static final AttributeKey<String> TOOLS = AttributeKey.stringKey("gen_ai.tool.definitions");
    private static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> CACHE_READ = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    private static final AttributeKey<Long> CACHE_WRITE =
            AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
    private static final AttributeKey<Long> REASONING = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");

    private static final AttributeKey<Long> RESENT = AttributeKey.longKey("http.request.resend_count");

    private static final ContextKey<ModelCall> KEY = ContextKey.named("spoor-model-call");

    private final ActiveSpan span;
    private final AtomicReference<@Nullable String> failedAttempt = new AtomicReference<>();
    private final AtomicInteger resent = new AtomicInteger();
    private final long startNanoTime = System.nanoTime();
    private final AtomicBoolean hasFirstToken = new AtomicBoolean();

    private ModelCall(ActiveSpan span) {
        this.span = span;
    }

    /**
     * A conversation's next turn, as a child of the current span.
     *
     * @param provider as the conventions name it: {@code openai}, {@code anthropic}, {@code aws.bedrock}, {@code
     *     gcp.gemini}, {@code ollama} …
     * @param model as it was asked for; null when the request names none
     */
    public static ModelCall chat(String provider, @Nullable String model) {
        return begin(Context.current(), SpanType.CHAT_MODEL, provider, model);
    }

    /** Texts turned into vectors. */
    public static ModelCall embeddings(String provider, @Nullable String model) {
        return begin(Context.current(), SpanType.EMBEDDING, provider, model);
    }

    /** A call of another kind, or with another parent than what is current. */
    public static ModelCall begin(Context parent, SpanType type, String provider, @Nullable String model) {
        String operation = type.operation() == null ? type.name() : type.operation();
        SpanStart start = Spoor.span(model == null ? operation : operation + " " + model)
                .parent(parent)
                .kind(SpanKind.CLIENT)
                .type(type)
                .attribute(PROVIDER, provider);
        if (model != null) {
            start.attribute(REQUEST_MODEL, model);
        }
        return new ModelCall(start.startDetached());
    }

    /** The span, to say more of it. */
    public ActiveSpan span() {
        return span;
    }

    /**
     * Makes it the current span of this thread until the scope is closed, so that what happens inside is below it, and
     * {@link #current} finds it.
     */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public Scope makeCurrent() {
        return span.span().getSpanContext().isValid()
                ? span.context().with(KEY, this).makeCurrent()
                : Scope.noop();
    }

    /** The call that is current on this thread, for who stands between a library and the network; null without. */
    public static @Nullable ModelCall current() {
        return Context.current().get(KEY);
    }

    /** Whether messages would be taken, to save the work of gathering them. */
    public boolean takesContent() {
        return span.takesContent();
    }

    /** What was sent: the whole conversation, oldest first. */
    public ModelCall inputMessages(List<ChatMessage> messages) {
        if (span.takesContent()) {
            span.content(INPUT, ChatMessage.asJson(messages));
        }
        return this;
    }

    /** What was answered, one message for each choice. */
    public ModelCall outputMessages(List<ChatMessage> messages) {
        if (span.takesContent()) {
            span.content(OUTPUT, ChatMessage.asJson(messages));
        }
        return this;
    }

    /** Instructions that were sent beside the messages. */
    public ModelCall systemInstructions(String text) {
        if (span.takesContent()) {
            span.content(SYSTEM, List.of(Map.of("type", "text", "content", text)));
        }
        return this;
    }

    /**
     * The tools that the model was offered.
     *
     * @param definitions objects with {@code type}, {@code name}, {@code description} and {@code parameters}
     */
    public ModelCall tools(List<?> definitions) {
        span.content(TOOLS, definitions);
        return this;
    }

    /** What went in when it is no messages, such as the texts to embed. */
    public ModelCall inputs(@Nullable Object inputs) {
        span.inputs(inputs);
        return this;
    }

    /** What came out when it is no messages. */
    public ModelCall outputs(@Nullable Object outputs) {
        span.outputs(outputs);
        return this;
    }

    /**
     * A setting of the request.
     *
     * @param name as the conventions have it after {@code gen_ai.request.}: {@code temperature}, {@code top_p}, {@code
     *     max_tokens}, {@code seed} …
     * @param value a number, a text, a boolean, or null, which is left out
     */
    public ModelCall parameter(String name, @Nullable Object value) {
        if (value != null) {
            span.attributes(Map.of("gen_ai.request." + name, value));
        }
        return this;
    }

    /** The conversation, as the library or the provider names it. */
    public ModelCall conversation(String id) {
        span.attribute(CONVERSATION, id);
        return this;
    }

    /** The model that answered. */
    public ModelCall responseModel(@Nullable String model) {
        if (model != null) {
            span.attribute(RESPONSE_MODEL, model);
        }
        return this;
    }

    public ModelCall responseId(@Nullable String id) {
        if (id != null) {
            span.attribute(RESPONSE_ID, id);
        }
        return this;
    }

    /** Why the model stopped, one reason for each choice. */
    public ModelCall finishReasons(List<String> reasons) {
        if (!reasons.isEmpty()) {
            span.attribute(FINISH_REASONS, reasons);
        }
        return this;
    }

    public ModelCall usage(TokenUsage usage) {
        count(INPUT_TOKENS, usage.input());
        count(OUTPUT_TOKENS, usage.output());
        count(CACHE_READ, usage.cacheRead());
        count(CACHE_WRITE, usage.cacheWrite());
        count(REASONING, usage.reasoning());
        return this;
    }

    private void count(AttributeKey<Long> key, @Nullable Long tokens) {
        if (tokens != null) {
            span.attribute(key, tokens);
        }
    }

    /** The first piece of a streamed answer is there. Later calls do nothing. */
    public ModelCall firstToken() {
        if (hasFirstToken.compareAndSet(false, true)) {
            span.attribute(FIRST_CHUNK_SECONDS, (System.nanoTime() - startNanoTime) / 1e9);
        }
        return this;
    }

    /**
     * A request goes out. When one of the same call has {@linkplain #attemptFailed failed} before, it is a retry: an event
     * of the span, and counted in {@code http.request.resend_count}.
     */
    public void attempt() {
        String reason = failedAttempt.getAndSet(null);
        if (reason != null) {
            span.event("retry", Map.of("error.type", reason));
            span.attribute(RESENT, (long) resent.incrementAndGet());
        }
    }

    /**
     * A request was refused or lost; whether the library tries again is seen when it does.
     *
     * @param errorType the HTTP status, or the class of the exception
     */
    public void attemptFailed(String errorType) {
        failedAttempt.set(errorType);
    }

    /** It failed, and ends now. */
    public void fail(Throwable problem) {
        span.error(problem);
        span.close();
    }

    /** It is answered, and ends now. */
    public void end() {
        span.close();
    }
}
