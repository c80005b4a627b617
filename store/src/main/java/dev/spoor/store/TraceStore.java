package dev.spoor.store;

import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps traces. Safe for use by many threads.
 *
 * <p>Writing: every change is durable once its future completes, and is lost by no crash after that. Reading: a read sees
 * every change that was acknowledged before the read was called; it blocks for that, within a bound, so call it from a
 * thread that may block. Reads throw {@link StoreException} and its kinds.
 */
public interface TraceStore extends AutoCloseable {

    /**
     * Writes the changes in order.
     *
     * @return completes once they are on disk, with the log position after them; fails with {@link
     *     StoreException.Busy} when the queue is full, {@link StoreException.Full} when there is no room left, {@link
     *     StoreException.Closed} after {@link #close}. After a failure none of the changes counts as written.
     */
    CompletableFuture<Long> append(List<Change> changes);

    /** Traces that match, newest start first. */
    Page<TraceSummary> traces(TraceQuery query);

    /**
     * Traces whose spans contain a text, or have log records beside them that do, newest start first: a {@link SearchHit}
     * for each. Which texts are looked at says {@link SearchedTexts}, and when one is found, {@link
     * dev.spoor.model.text.TextPattern}. When the time is up before the page is full, the answer has what was found and says
     * so.
     *
     * @param cancelled asked from time to time, from any thread; once it is true the search ends with {@link
     *     StoreException.Cancelled}
     */
    SearchPage search(SearchQuery query, BooleanSupplier cancelled);

    Optional<TraceSummary> trace(TraceId traceId);

    /**
     * Runs reads whose answers belong together: they see one reading of everything, though all is being read anew
     * meanwhile. What is written while they run may be in some of their answers and not in others. On the calling thread; it
     * should not wait for anybody, such as a client that takes its answer slowly.
     */
    default <T> T together(Supplier<T> reads) {
        return reads.get();
    }

    /** Hands over each span of the trace by start time, without payloads. Nothing for an unknown trace. */
    void forEachSpan(TraceId traceId, Consumer<SpanRow> action);

    /** One span as {@link #forEachSpan} gives it. */
    Optional<SpanRow> spanRow(TraceId traceId, SpanId spanId);

    /** One span with everything it was sent with. */
    Optional<Span> span(TraceId traceId, SpanId spanId);

    /**
     * Hands over the trace's spans as OTLP {@code TracesData} bytes, a few at a time, so that memory stays bounded for any
     * trace. Of a span that was sent twice only the last copy is given. Attributes are byte-equal to what was sent.
     */
    void exportOtlp(TraceId traceId, Consumer<byte[]> action);

    /** Hands over each log record of the trace, in the order of arrival. Nothing for an unknown trace. */
    void forEachLog(TraceId traceId, Consumer<LogRecord> action);

    /** Conversations that match, newest activity first. */
    Page<SessionSummary> sessions(SessionQuery query);

    /** Numbers over time. */
    List<StatsRow> stats(StatsQuery query);

    /** All projects by id, the deleted ones too. The default project always exists. */
    List<Project> projects();

    /** The project of that name, made if there is none. */
    CompletableFuture<Project> projectNamed(String name);

    /** The run of that id, be it deleted. */
    Optional<Run> run(String id);

    /** Runs of these projects, the latest start first, the deleted ones too; all of them, which are few beside traces. */
    List<Run> runs(List<String> projectIds);

    /** Judgements of the trace, oldest first. */
    default List<Assessment> assessments(TraceId traceId) {
        return assessments(List.of(traceId)).getOrDefault(traceId, List.of());
    }

    /** Judgements of each of the traces, oldest first; a trace without any is left out. */
    Map<TraceId, List<Assessment>> assessments(Collection<TraceId> traceIds);

    StoreStatus status();

    /**
     * Calls the listener after changes have become visible, from one thread, in order. A listener that is slow delays the
     * index, so hand over to a bounded queue.
     *
     * @return closes the subscription
     */
    Subscription listen(Consumer<StoreEvent> listener);

    /** Work of an operator. */
    Maintenance maintenance();

    /** Finishes what was accepted, then closes. */
    @Override
    void close();

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
