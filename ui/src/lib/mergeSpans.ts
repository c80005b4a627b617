import type { LoadedTrace } from '@/api/traceReader';
import type { SpanHeader, Trace } from '@/api/types';

/** A loaded trace with its header renewed and the given spans added, or replaced where they were known. */
export function mergeSpans(loaded: LoadedTrace, trace: Trace, changed: SpanHeader[]): LoadedTrace {
  if (changed.length === 0) return { ...loaded, trace: { ...loaded.trace, ...trace } };
  const left = new Map(changed.map((span) => [span.span_id, span]));
  const spans = loaded.spans.map((span) => {
    const renewed = left.get(span.span_id);
    left.delete(span.span_id);
    return renewed ?? span;
  });
  return { ...loaded, trace: { ...loaded.trace, ...trace }, spans: [...spans, ...left.values()] };
}
