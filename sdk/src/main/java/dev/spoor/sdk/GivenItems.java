package dev.spoor.sdk;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gathers what a stream or a publisher gives, within a limit, and ends the span with it once. */
final class GivenItems implements ResultFollower.Items {
    private final ActiveSpan span;
    private final @Nullable OutputReducer reducer;
    private final int maxItems;
    /** Guarded by itself: a parallel stream gives from several threads. */
    private final List<@Nullable Object> items = new ArrayList<>();

    private final AtomicBoolean ended = new AtomicBoolean();
    /** Guarded by the items. */
    private long given;
    /** Guarded by the items. */
    private boolean single;

    /** @param reducer null when the items are not to be recorded */
    GivenItems(ActiveSpan span, @Nullable OutputReducer reducer) {
        this.span = span;
        this.reducer = span.takesContent() ? reducer : null;
        this.maxItems = span.maxItems();
    }

    @Override
    public Context context() {
        return span.context();
    }

    @Override
    public void only(@Nullable Object value) {
        synchronized (items) {
            single = true;
        }
        add(value);
    }

    @Override
    public void add(@Nullable Object item) {
        synchronized (items) {
            given++;
            if (reducer != null && items.size() < maxItems) {
                items.add(item);
            }
        }
    }

    @Override
    public void end(@Nullable Throwable problem) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        List<@Nullable Object> all;
        boolean onlyOne;
        synchronized (items) {
            all = new ArrayList<>(items);
            onlyOne = single;
            if (!onlyOne) {
                span.attribute("spoor.items", given);
            }
        }
        if (reducer != null && onlyOne) {
            span.outputs(all.get(0));
        } else if (reducer != null) {
            try {
                span.outputs(reducer.reduce(all));
            } catch (RuntimeException e) {
                // The reducer is the application's; that it fails must not change what is traced.
                span.outputs(all);
            }
        }
        if (problem != null) {
            span.error(problem);
        }
        span.close();
    }
}
