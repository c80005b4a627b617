import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { readHistogram } from '@/lib/histogram';
import { searchFilter } from '@/lib/searchFilter';
import { resolveRange } from '@/lib/time';
import {
  type RangeSearch,
  type SessionSearch,
  type TextSearch,
  type TraceSearch,
  toRangeQuery,
  toTraceQuery,
} from '@/lib/urlSearch';
import { ApiError, api, unwrap, unwrapFollowed } from './client';
import type { GroupBy } from './types';

export const PAGE_SIZE = 100;

/** A page of the trace list; a range that moves is taken from the moment of the request. */
export function readTracePage(search: TraceSearch, pageToken: string | null, signal?: AbortSignal) {
  const query = {
    ...toTraceQuery(search, Date.now()),
    order_by: search.order === undefined ? undefined : [search.order],
    limit: PAGE_SIZE,
    page_token: pageToken ?? undefined,
    assessments: true,
  };
  return unwrapFollowed(api.GET('/api/v1/traces', { params: { query }, signal }));
}

export function traceListQuery(search: TraceSearch) {
  const { live: _live, cols: _cols, ...filters } = search;
  return infiniteQueryOptions({
    queryKey: ['traces', filters],
    queryFn: ({ pageParam, signal }) => readTracePage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
  });
}

export function spanQuery(traceId: string, spanId: string) {
  return queryOptions({
    queryKey: ['trace', traceId, 'span', spanId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/traces/{trace_id}/spans/{span_id}', {
          params: { path: { trace_id: traceId, span_id: spanId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

export function sessionListQuery(search: SessionSearch) {
  return infiniteQueryOptions({
    queryKey: ['sessions', search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/sessions', {
          params: {
            query: {
              ...toRangeQuery(search, Date.now()),
              filter: searchFilter(search),
              limit: PAGE_SIZE,
              page_token: pageParam ?? undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
  });
}

export function sessionQuery(session: string, project?: string) {
  return infiniteQueryOptions({
    queryKey: ['session', session, project],
    queryFn: ({ pageParam, signal }) =>
      unwrapFollowed(
        api.GET('/api/v1/sessions/{session}', {
          params: {
            path: { session },
            query: {
              project: project ? [project] : undefined,
              limit: PAGE_SIZE,
              page_token: pageParam ?? undefined,
              assessments: true,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_page_token,
  });
}

export function statsQuery(
  search: RangeSearch,
  groupBy: GroupBy,
  bucketSeconds: number,
  limit?: number,
  filter?: string,
) {
  return queryOptions({
    queryKey: ['stats', search, groupBy, bucketSeconds, limit, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/stats', {
          params: {
            query: {
              ...toRangeQuery(search, Date.now()),
              group_by: groupBy,
              bucket_seconds: bucketSeconds,
              limit,
              filter,
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** Traces whose content holds a text, newest first; a page ends when it is full or the server's time for it is up. */
export function textSearchQuery(search: TextSearch) {
  const { live: _live, cols: _cols, ...asked } = search;
  return infiniteQueryOptions({
    queryKey: ['search', asked],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/search', {
          params: {
            query: {
              ...toRangeQuery(asked, Date.now()),
              text: asked.text ?? '',
              case_sensitive: asked.case === 'yes',
              filter: searchFilter(asked),
              page_token: pageParam ?? undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_page_token,
    enabled: (asked.text ?? '').trim() !== '',
    retry: false,
  });
}

/** How many traces of a search there are, over time. */
export function histogramQuery(search: TraceSearch) {
  const { live: _live, cols: _cols, ...asked } = search;
  return queryOptions({
    queryKey: ['histogram', asked],
    queryFn: ({ signal }) => {
      const now = Date.now();
      const filter = searchFilter(asked);
      return readHistogram(resolveRange(asked, now), now, async ({ from, to }, seconds) => {
        const query = {
          project: asked.project === undefined ? undefined : [asked.project],
          from: from === undefined ? undefined : String(Math.floor(from)),
          to: to === undefined ? undefined : String(Math.ceil(to)),
          bucket_seconds: seconds,
          filter,
        };
        return (await unwrap(api.GET('/api/v1/stats', { params: { query }, signal }))).rows;
      });
    },
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
}

/** The error of a filter that is being written, or null when it can be read. */
export function filterCheckQuery(filter: string) {
  return queryOptions({
    queryKey: ['filter-check', filter],
    queryFn: async ({ signal }) => {
      try {
        await unwrap(api.GET('/api/v1/filter/check', { params: { query: { filter } }, signal }));
        return null;
      } catch (error) {
        if (error instanceof ApiError && error.position !== undefined) return error;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The log records of a trace, or of one of its spans. */
export function logsQuery(traceId: string, spanId?: string) {
  return queryOptions({
    queryKey: ['trace', traceId, 'logs', spanId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/traces/{trace_id}/logs', {
          params: { path: { trace_id: traceId }, query: { span_id: spanId } },
          signal,
        }),
      ),
    staleTime: 10_000,
  });
}

/** What filters can ask for; it changes only with the server. */
export function filterFieldsQuery() {
  return queryOptions({
    queryKey: ['filter-fields'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filter/fields', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @param deleted whether the deleted ones are wanted too */
export function projectsQuery(deleted = false) {
  return queryOptions({
    queryKey: ['projects', deleted],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/projects', { params: { query: { deleted } }, signal })),
    staleTime: 30_000,
  });
}

export function statusQuery() {
  return queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/status', { signal })),
    refetchInterval: 15_000,
  });
}
