import type { ListedTrace, Trace, TracePage } from '@/api/types';

export interface Pages {
  pages: TracePage[];
  pageParams: unknown[];
}

/** Traces of all loaded pages, each once, newest start first as they came. */
export function flatten(pages: TracePage[]): ListedTrace[] {
  const seen = new Set<string>();
  return pages.flatMap((page) =>
    page.traces.filter((trace) => !seen.has(trace.trace_id) && seen.add(trace.trace_id)),
  );
}

/**
 * Puts a freshly read first page on top of what is loaded: new traces come in front, known ones are renewed where they
 * are. When the fresh page does not reach the loaded ones (more came than a page holds), it replaces them, since
 * there would be a gap.
 */
export function mergeHead(loaded: Pages, head: TracePage): Pages {
  const [first, ...rest] = loaded.pages;
  if (!first) return { pages: [head], pageParams: [null] };
  const fresh = new Map(head.traces.map((trace) => [trace.trace_id, trace]));
  const known = new Set(loaded.pages.flatMap((page) => page.traces.map((trace) => trace.trace_id)));
  const reaches = head.next_page_token === null || head.traces.some((trace) => known.has(trace.trace_id));
  if (!reaches || known.size === 0) return { pages: [head], pageParams: [null] };
  const added = head.traces.filter((trace) => !known.has(trace.trace_id));
  const renewed = [first, ...rest].map((page) => ({
    ...page,
    traces: page.traces.map((trace) => fresh.get(trace.trace_id) ?? trace),
  }));
  const [top, ...below] = renewed as [TracePage, ...TracePage[]];
  return { ...loaded, pages: [{ ...top, traces: [...added, ...top.traces] }, ...below] };
}

/**
 * Renews traces that are loaded; others are left out, whether they belong here is for the server to say. Assessments stay
 * as they were read, since news of a trace come without them.
 */
export function renew(loaded: Pages, changed: ReadonlyMap<string, Trace>): Pages {
  return mapTraces(loaded, (traces) =>
    traces.map((trace) => {
      const now = changed.get(trace.trace_id);
      return now ? { ...now, assessments: trace.assessments } : trace;
    }),
  );
}

export function remove(loaded: Pages, traceIds: ReadonlySet<string>): Pages {
  return mapTraces(loaded, (traces) => traces.filter((trace) => !traceIds.has(trace.trace_id)));
}

function mapTraces(loaded: Pages, change: (traces: ListedTrace[]) => ListedTrace[]): Pages {
  return { ...loaded, pages: loaded.pages.map((page) => ({ ...page, traces: change(page.traces) })) };
}
