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
 * between reading and listening. Without one it does not listen; a later one, of what was read anew, changes nothing, since
 * who listens misses nothing. Changes are handed over in batches, at most every `GATHER_MILLIS`.
 */
export function useLive(query: LiveQuery, eventId: string | undefined, listener: LiveListener): void {
  const latest = useRef({ listener, eventId });
  latest.current = { listener, eventId };
  const address = eventId === undefined ? undefined : liveAddress(query);
  useEffect(() => {
    if (address === undefined) return;
    return listen(address, latest.current.eventId ?? '', {
      changed: (traces) => latest.current.listener.changed(traces),
      removed: (traceIds) => latest.current.listener.removed(traceIds),
      reset: () => latest.current.listener.reset(),
    });
  }, [address]);
}

const GATHER_MILLIS = 400;
/** A browser comes back by itself when a connection breaks, but not when it is answered that the server is not ready. */
const REFUSED_MILLIS = 3_000;

/** @returns what ends it */
function listen(address: string, from: string, listener: LiveListener): () => void {
  let lastEventId = from;
  let gathered = new Map<string, LiveTrace>();
  let flushing: number | undefined;
  let reopening: number | undefined;
  let source = open();

  function open(): EventSource {
    const url = new URL(address, window.location.href);
    url.searchParams.set('last_event_id', lastEventId);
    const opened = new EventSource(url);
    on('trace', (data) => gather(data as LiveTrace));
    on('removed', (data) => listener.removed((data as LiveRemoved).trace_ids));
    on('reset', () => listener.reset());
    opened.addEventListener('error', () => {
      if (opened.readyState !== EventSource.CLOSED) return;
      reopening = window.setTimeout(() => (source = open()), REFUSED_MILLIS);
    });
    return opened;

    function on(kind: string, take: (data: unknown) => void): void {
      opened.addEventListener(kind, (event: MessageEvent<string>) => {
        lastEventId = event.lastEventId;
        take(JSON.parse(event.data));
      });
    }
  }

  function gather(next: LiveTrace): void {
    const before = gathered.get(next.trace.trace_id);
    gathered.set(next.trace.trace_id, before ? { ...next, spans: [...before.spans, ...next.spans] } : next);
    flushing ??= window.setTimeout(flush, GATHER_MILLIS);
  }

  function flush(): void {
    flushing = undefined;
    const traces = [...gathered.values()];
    gathered = new Map();
    listener.changed(traces);
  }

  return () => {
    source.close();
    window.clearTimeout(flushing);
    window.clearTimeout(reopening);
  };
}

function liveAddress(query: LiveQuery): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  return `/api/v1/live?${params}`;
}
