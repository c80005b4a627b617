package dev.spoor.sdk;

import dev.spoor.sdk.client.SpoorClient;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracing for an application, from one line on:
 *
 * <pre>{@code
 * Spoor.start();
 *
 * try (ActiveSpan span = Spoor.span("answer").type(SpanType.CHAIN).start()) {
 *     span.inputs(Map.of("question", question));
 *     ...
 * }
 * }</pre>
 *
 * <p>All methods are safe for several threads. None of them blocks on the network or throws because of tracing; only
 * {@link #start()} may throw, for a configuration that cannot be used, and {@link #flush} waits. Until it is started,
 * and while it is disabled, nothing is recorded, and what is said costs next to nothing.
 *
 * <p><b>For who writes an integration of a library:</b> it is a module of its own that depends on this one and, as {@code
 * provided}, on the library. It finds the library's own hook (a listener, an interceptor, else a proxy), and turns what
 * it is told into spans: calls of models by {@link dev.spoor.sdk.genai.ModelCall}, tools by {@link
 * dev.spoor.sdk.genai.ToolRun}, searches by {@link dev.spoor.sdk.genai.Retrieval}, everything else by {@link #span}. A
 * span that begins in one callback and ends in another is {@linkplain SpanStart#startDetached() detached}, its parent is
 * the context in which the library was called, and nothing is kept in thread-locals. Content is given by {@link
 * ActiveSpan#inputs}, {@link ActiveSpan#outputs} and {@link ActiveSpan#content}, never as a plain attribute, so that it
 * obeys what the user wants recorded. An integration never throws into the library, and leaves exceptions, results and
 * threads as they are.
 */
public final class Spoor {
    private static final TextMapPropagator W3C =
            TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
    private static final TextMapGetter<Map<String, String>> HEADERS = new HeaderGetter();

    private static final Object LOCK = new Object();
    /** What is started; null before and after. Changed under the lock. */
    private static volatile @Nullable Tracing started;
    /** The same while tracing is enabled, so that a span costs one read. */
    private static volatile @Nullable Tracing recording;
    /** Changed under the lock. */
    private static boolean enabled = true;

    private static final AtomicReference<@Nullable String> LAST_TRACE_ID = new AtomicReference<>();

    private static final TraceClient CLIENT = new TraceClient();

    private Spoor() {}

    /** Starts with what files and environment say. When it is started already, gives what is running. */
    public static Tracing start() {
        return builder().start();
    }

    /** To start with settings of the program's own, which override files and environment. */
    public static SpoorBuilder builder() {
        return new SpoorBuilder();
    }

    static Tracing startOnce(Supplier<Tracing> make) {
        synchronized (LOCK) {
            Tracing running = started;
            if (running == null) {
                running = make.get();
                started = running;
                recording = enabled && running.isOn() ? running : null;
            }
            return running;
        }
    }

    static void closed(Tracing tracing) {
        synchronized (LOCK) {
            if (started == tracing) {
                started = null;
                recording = null;
            }
        }
    }

    /** Whether spans are being recorded. */
    public static boolean isEnabled() {
        return recording != null;
    }

    /** Makes no new spans until {@link #enable}. Spans that are open may still be ended. */
    public static void disable() {
        synchronized (LOCK) {
            enabled = false;
            recording = null;
        }
    }

    /** Makes spans again. */
    public static void enable() {
        synchronized (LOCK) {
            enabled = true;
            Tracing running = started;
            recording = running != null && running.isOn() ? running : null;
        }
    }

    /** Closes what is started, if anything; {@link #start} may be called again. */
    public static void close() {
        Tracing running = started;
        if (running != null) {
            running.close();
        }
    }

    /** Waits until everything that ended before this call has been exported; see {@link Tracing#flush}. */
    public static boolean flush(Duration timeout) {
        Tracing running = started;
        return running == null || running.flush(timeout);
    }

    /** What is running, or null. */
    public static @Nullable Tracing running() {
        return started;
    }

    /** A span about to start, as a child of the current one. */
    public static SpanStart span(String name) {
        Tracing tracing = recording;
        return tracing == null ? SpanStart.NOOP : tracing.span(name);
    }

    /** The trace that is current on this thread, to say things about the whole of it. */
    public static CurrentTrace currentTrace() {
        return LocalTrace.in(Context.current());
    }

    /** What traces that start inside a block shall say of themselves. */
    public static TraceDefaults traceDefaults() {
        return new TraceDefaults();
    }

    /** The id of the trace that is current on this thread, 32 hex digits; null when there is none. */
    public static @Nullable String currentTraceId() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    /** The id of the trace whose first span ended last in this process; null when there is none yet. */
    public static @Nullable String lastTraceId() {
        return LAST_TRACE_ID.get();
    }

    static void lastTrace(String traceId) {
        // Every trace passes here; other threads may see it a moment later.
        LAST_TRACE_ID.lazySet(traceId);
    }

    /** To start and end traces and spans by their ids, from any thread. */
    public static TraceClient traceClient() {
        return CLIENT;
    }

    /**
     * The function with a span around every call. Inputs are called {@code arg0} and so on. A {@link
     * java.util.concurrent.CompletionStage} as result ends the span when it completes.
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> trace(
            String name, Function<A, R> function) {
        String[] names = {"arg0"};
        return argument ->
                TracedCall.run(span(name), names, new @Nullable Object[] {argument}, () -> function.apply(argument));
    }

    /** The function with a span around every call. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            BiFunction<A, B, R> trace(String name, BiFunction<A, B, R> function) {
        String[] names = {"arg0", "arg1"};
        return (first, second) -> TracedCall.run(
                span(name), names, new @Nullable Object[] {first, second}, () -> function.apply(first, second));
    }

    /** The supplier with a span around every call. */
    public static <R extends @Nullable Object> Supplier<R> trace(String name, Supplier<R> supplier) {
        return () -> TracedCall.run(span(name), TracedCall.NO_NAMES, TracedCall.NO_ARGUMENTS, supplier::get);
    }

    /** The action with a span around every run. */
    public static Runnable trace(String name, Runnable action) {
        return () -> span(name).run(span -> action.run());
    }

    /** The callable with a span around every call. */
    public static <R extends @Nullable Object> Callable<R> traceCallable(String name, Callable<R> callable) {
        return () -> TracedCall.run(span(name), TracedCall.NO_NAMES, TracedCall.NO_ARGUMENTS, callable::call);
    }

    /**
     * Runs a job as a trace with a folder of its own, below {@code runs.folder} of the settings; see {@link Runs}, which
     * takes other folders and ids.
     *
     * @throws SpoorException when tracing is required and the server cannot be reached; then the job is not begun
     */
    public static <T extends @Nullable Object, X extends Exception> T run(String operation, Runs.Job<T, X> job)
            throws X {
        return Runs.usual().run(operation, job);
    }

    /**
     * Asks the server that traces go to: for traces, sessions, and to judge. It is the one of the settings, or where tracing
     * is not started, {@code http://127.0.0.1:5050}.
     */
    public static SpoorClient client() {
        Tracing running = started;
        return running == null ? SpoorClient.of("http://127.0.0.1:5050") : running.client();
    }

    /**
     * The same object behind an interface, with a span around every call of a method that is annotated by {@link Trace},
     * in the interface or in the object's class. Calls that the object makes of its own methods are not seen.
     *
     * @throws IllegalArgumentException when the type is no interface, or when it is in a package that its module does not
     *     open to {@code dev.spoor.sdk}
     */
    public static <T> T traced(Class<T> type, T object) {
        return TracedProxy.of(type, object);
    }

    /** The executor with a span around every task, as a child of what was current when the task was handed in. */
    public static ExecutorService trace(String name, ExecutorService executor) {
        return new TracedExecutor(name, executor);
    }

    /** The executor with every task in the context in which it was handed in. */
    public static ExecutorService inContext(ExecutorService executor) {
        return Context.taskWrapping(executor);
    }

    /** The action in the context that is current now, wherever it runs. */
    public static Runnable inContext(Runnable action) {
        return Context.current().wrap(action);
    }

    /** The callable in the context that is current now, wherever it runs. */
    public static <R> Callable<R> inContext(Callable<R> callable) {
        return Context.current().wrap(callable);
    }

    /**
     * The function in the context that is current now, wherever it runs: for the stages of a {@link
     * java.util.concurrent.CompletableFuture}, which run on whatever thread completes the one before.
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> inContext(
            Function<A, R> function) {
        return Context.current().wrapFunction(function);
    }

    /** The function in the context that is current now, wherever it runs. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            BiFunction<A, B, R> inContext(BiFunction<A, B, R> function) {
        return Context.current().wrapFunction(function);
    }

    /**
     * Threads of the factory, each in the context that is current where it is made. With it a {@code StructuredTaskScope}
     * keeps its forks in the tree:
     *
     * <pre>{@code
     * StructuredTaskScope.open(joiner, config ->
     *         config.withThreadFactory(Spoor.threadsInContext(Thread.ofVirtual().factory())))
     * }</pre>
     *
     * <p>A pool makes its threads when it likes, and gives them tasks of others; for one, take {@link
     * #inContext(ExecutorService)}.
     */
    public static ThreadFactory threadsInContext(ThreadFactory factory) {
        return task -> factory.newThread(Context.current().wrap(task));
    }

    /** The headers (W3C {@code traceparent}, {@code tracestate} and {@code baggage}) that continue this trace elsewhere. */
    public static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        W3C.inject(Context.current(), headers, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return headers;
    }

    /**
     * The context that such headers describe, to be made current, or to be a span's parent. Names of headers may be in
     * any case; without usable ones it is the current context.
     */
    public static Context contextOf(Map<String, String> headers) {
        return W3C.extract(Context.current(), headers, HEADERS);
    }

    private static final class HeaderGetter implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String key) {
            if (headers == null) {
                return null;
            }
            String exact = headers.get(key);
            if (exact != null) {
                return exact;
            }
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (header.getKey().equalsIgnoreCase(key)) {
                    return header.getValue();
                }
            }
            return null;
        }
    }
}
