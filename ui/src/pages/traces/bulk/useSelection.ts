import { useCallback, useMemo, useRef, useState } from 'react';
import type { Trace } from '@/api/types';

/** Which traces of a list are marked. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** All that the search has, also those that are not loaded. */
  everything: boolean;
  has: (traceId: string) => boolean;
  /** Marks or unmarks a trace; with `range`, all from the one before to it. */
  toggle: (traceId: string, range?: boolean) => void;
  /** Marks all that are loaded, or none. */
  toggleLoaded: () => void;
  selectEverything: () => void;
  clear: () => void;
}

/** Marks of the traces that are loaded; those of a trace that has gone do not count. */
export function useSelection(traces: Trace[]): Selection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(NONE);
  const [everything, setEverything] = useState(false);
  const last = useRef<string | null>(null);
  const loaded = useMemo(() => traces.map((trace) => trace.trace_id), [traces]);
  const ids = useMemo(
    () => (marked.size === 0 ? NONE : new Set(loaded.filter((id) => marked.has(id)))),
    [loaded, marked],
  );

  const clear = useCallback(() => {
    setMarked(NONE);
    setEverything(false);
    last.current = null;
  }, []);
  const toggle = useCallback(
    (traceId: string, range = false) => {
      setEverything(false);
      const start = range && last.current !== null ? loaded.indexOf(last.current) : -1;
      const end = loaded.indexOf(traceId);
      last.current = traceId;
      setMarked((before) => {
        const next = new Set(before);
        const on = !before.has(traceId);
        const touched =
          start < 0 || end < 0 ? [traceId] : loaded.slice(Math.min(start, end), Math.max(start, end) + 1);
        for (const id of touched) {
          if (on || start >= 0) next.add(id);
          else next.delete(id);
        }
        return next;
      });
    },
    [loaded],
  );
  const toggleLoaded = useCallback(() => {
    setEverything(false);
    setMarked((before) => (loaded.every((id) => before.has(id)) ? NONE : new Set(loaded)));
  }, [loaded]);
  const selectEverything = useCallback(() => {
    setMarked(new Set(loaded));
    setEverything(true);
  }, [loaded]);
  return {
    ids,
    everything,
    has: (traceId) => everything || ids.has(traceId),
    toggle,
    toggleLoaded,
    selectEverything,
    clear,
  };
}

const NONE: ReadonlySet<string> = new Set();
