import { Splitter } from '@mantine/core';
import { useDocumentVisibility, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { ApiError } from '@/api/client';
import { useLive } from '@/api/live';
import { traceQuery } from '@/api/traceReader';
import { Loading, Trouble } from '@/components/Trouble';
import { mergeSpans } from '@/lib/mergeSpans';
import { buildTree } from '@/lib/spanTree';
import { TracePane } from './panes/TracePane';
import { SpanPanel } from './SpanPanel';
import { Timeline } from './Timeline';
import { TraceHeader } from './TraceHeader';
import classes from './TracePage.module.css';
import { useLoadedContent } from './useLoadedContent';
import { readTraceId, type TraceView } from './traceView';

const route = getRouteApi('/traces/$traceId');

export function TracePage() {
  const traceId = readTraceId(route.useParams().traceId);
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const options = traceQuery(client, traceId);
  const { data, error, refetch } = useQuery(options);
  const [sizes, setSizes] = useLocalStorage({ key: 'spoor.trace-split', defaultValue: [56, 44] });
  const visible = useDocumentVisibility() === 'visible';
  const narrow = useMediaQuery('(max-width: 820px)', undefined, { getInitialValueInEffect: false });

  useLive({ trace_id: traceId, spans: true }, visible ? data?.eventId : undefined, {
    changed: (live) => {
      for (const { trace, spans } of live) {
        client.setQueryData(options.queryKey, (loaded) => loaded && mergeSpans(loaded, trace, spans));
        for (const span of spans)
          client.invalidateQueries({ queryKey: ['trace', traceId, 'span', span.span_id] });
      }
    },
    removed: () => refetch(),
    reset: () => refetch(),
  });

  const spans = data?.spans;
  const tree = useMemo(() => (spans ? buildTree(spans) : null), [spans]);
  const selected = tree ? (tree.byId.get(view.span ?? '') ?? tree.roots[0] ?? null) : null;
  const change = useCallback(
    (next: Partial<TraceView>) =>
      navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const holds = useLoadedContent(traceId);
  const select = useCallback((spanId: string) => change({ span: spanId }), [change]);
  const leave = () => (router.history.canGoBack() ? router.history.back() : navigate({ to: '/traces' }));

  const gone = error instanceof ApiError && error.missing;
  if (error && (gone || !data)) return <Trouble error={error} retry={() => refetch()} />;
  if (!data || !tree) return <Loading />;
  return (
    <div className={classes.page}>
      <TraceHeader
        trace={data.trace}
        complete={data.complete}
        spanCount={data.spans.length}
        blamed={tree.byId.get(data.trace.failed_span_id ?? '')?.span ?? null}
        onSelect={select}
        onPane={(pane) => change({ pane })}
      />
      <TracePane
        pane={view.pane}
        trace={data.trace}
        tree={tree}
        onClose={() => change({ pane: undefined })}
        onSpan={select}
      />
      <Splitter
        className={classes.split}
        orientation={narrow ? 'vertical' : 'horizontal'}
        sizes={sizes}
        onSizeChange={(next) => setSizes(next.map(Number))}
        lineSize={1}
        handleColor="var(--line)"
        withHandle={false}
      >
        <Splitter.Pane defaultSize={56} min={25} className={classes.pane}>
          <Timeline
            tree={tree}
            holds={holds}
            selectedId={selected?.span.span_id ?? null}
            search={view.q ?? ''}
            onSelect={select}
            onSearch={(q) => change({ q: q || undefined })}
            onLeave={leave}
          />
        </Splitter.Pane>
        <Splitter.Pane defaultSize={44} min={20} className={classes.pane}>
          {selected && (
            <SpanPanel
              node={selected}
              originNano={tree.originNano}
              tab={view.tab ?? 'content'}
              mark={view.mark}
              found={view.q}
              onUnmark={() => change({ mark: undefined })}
              onTab={(tab) => change({ tab: tab === 'content' ? undefined : tab })}
            />
          )}
        </Splitter.Pane>
      </Splitter>
    </div>
  );
}
