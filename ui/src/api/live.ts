import { useEffect, useRef } from 'react';
import type { LiveRemoved, LiveTrace } from './types';

export interface LiveQuery {
  project?: string;
  trace_id?: string;
  session?: string;
  spans?: boolean;
}

export interface LiveListener {
  /** All traces that changed since the last call, the newest state of each. */
  changed: (traces: LiveTrace[]) => void;
  removed: (traceIds: string[]) => void;
  /** Events were missed: load anew. */
  reset: () => void;
}

/**
 * Listens to the server from an event on, which is the one that came with what is to be kept up to date: so nothing falls
 * between reading and listening. Without one it does not listen. Changes are handed over in batches, at most every
 * `GATHER_MILLIS`.
 */
export function useLive(query: LiveQuery, eventId: string | undefined, listener: LiveListener): void {
  const latest = useRef(listener);
  latest.current = listener;
  const url = eventId === undefined ? undefined : liveUrl({ ...query, last_event_id: eventId });
  useEffect(() => {
    if (url === undefined) return;
    const source = new EventSource(url);
    let gathered = new Map<string, LiveTrace>();
    let timer: number | undefined;
    const flush = () => {
      timer = undefined;
      const traces = [...gathered.values()];
      gathered = new Map();
      latest.current.changed(traces);
    };
    source.addEventListener('trace', (event) => {
      const next = JSON.parse(event.data) as LiveTrace;
      const before = gathered.get(next.trace.trace_id);
      gathered.set(next.trace.trace_id, before ? { ...next, spans: [...before.spans, ...next.spans] } : next);
      timer ??= window.setTimeout(flush, GATHER_MILLIS);
    });
    source.addEventListener('removed', (event) => {
      latest.current.removed((JSON.parse(event.data) as LiveRemoved).trace_ids);
    });
    source.addEventListener('reset', () => latest.current.reset());
    return () => {
      source.close();
      window.clearTimeout(timer);
    };
  }, [url]);
}

const GATHER_MILLIS = 400;

function liveUrl(query: LiveQuery & { last_event_id: string }): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  return `/api/v1/live?${params}`;
}
