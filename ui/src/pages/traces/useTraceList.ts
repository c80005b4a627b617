import { useDocumentVisibility } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useLive } from '@/api/live';
import { readTracePage, traceListQuery } from '@/api/queries';
import type { Trace } from '@/api/types';
import { flatten, mergeHead, remove, renew } from '@/lib/tracePages';
import type { TraceSearch } from '@/lib/urlSearch';

/**
 * The traces of a search, page by page, kept up to date while the view is live. New traces come in at once while
 * `atTop()`; else they are announced by `waiting`, since rows must not move under a reader's eyes.
 */
export function useTraceList(search: TraceSearch, atTop: () => boolean) {
  const client = useQueryClient();
  const options = traceListQuery(search);
  const { queryKey } = options;
  const query = useInfiniteQuery(options);
  const visible = useDocumentVisibility() === 'visible';
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());

  const { refetch } = query;
  const refresh = useCallback(async () => {
    setWaiting(new Set());
    // What is new may stand anywhere then.
    if (search.order !== undefined) {
      await refetch();
      return;
    }
    const head = await readTracePage(search, null);
    client.setQueryData(queryKey, (loaded) => {
      if (!loaded) return loaded;
      const pages = mergeHead(loaded, head).pages;
      return { pages, pageParams: loaded.pageParams.slice(0, pages.length) };
    });
  }, [client, queryKey, search, refetch]);

  const traces = useMemo(() => flatten(query.data?.pages ?? []), [query.data]);
  const known = useMemo(() => new Set(traces.map((trace) => trace.trace_id)), [traces]);

  const listening = search.live !== 'off' && visible && query.isSuccess;
  useLive({ project: search.project }, listening ? query.data.pages[0]?.eventId : undefined, {
    changed: (live) => {
      const changed = new Map(live.map(({ trace }) => [trace.trace_id, trace]));
      const left = [...changed.values()].filter((trace) => !stillBelongs(trace, search));
      client.setQueryData(
        queryKey,
        (loaded) =>
          loaded && {
            ...loaded,
            pages: remove(renew(loaded, changed), new Set(left.map((trace) => trace.trace_id))).pages,
          },
      );
      const unknown = [...changed.values()].filter(
        (trace) => !known.has(trace.trace_id) && stillBelongs(trace, search),
      );
      if (unknown.length === 0) return;
      if (atTop() && search.order === undefined) refresh();
      else setWaiting((before) => new Set([...before, ...unknown.map((trace) => trace.trace_id)]));
    },
    removed: (ids) =>
      client.setQueryData(
        queryKey,
        (loaded) => loaded && { ...loaded, pages: remove(loaded, new Set(ids)).pages },
      ),
    reset: () => query.refetch(),
  });

  return { ...query, traces, waiting: waiting.size, refresh };
}

/** What can be told from the trace alone; the rest the server decides when the head is read again. */
function stillBelongs(trace: Trace, search: TraceSearch): boolean {
  return (
    (search.status === undefined || trace.state === search.status) &&
    (search.session === undefined || trace.session === search.session) &&
    (search.user === undefined || trace.user === search.user)
  );
}
