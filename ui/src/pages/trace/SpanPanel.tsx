import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { spanQuery } from '@/api/queries';
import { MarkBar } from '@/components/marked/MarkBar';
import { MarkedContext } from '@/components/marked/marked';
import { useHighlight } from '@/components/marked/useHighlight';
import { Loading, Trouble } from '@/components/Trouble';
import { patternOf } from '@/lib/places';
import type { SpanNode } from '@/lib/spanTree';
import { SpanHeading } from './SpanHeading';
import classes from './SpanPanel.module.css';
import { SpanTabs } from './SpanTabs';
import type { SpanTab } from './traceView';

/** Everything about the selected span. */
export function SpanPanel({
  node,
  originNano,
  tab,
  mark,
  found,
  onTab,
  onUnmark,
}: {
  node: SpanNode;
  originNano: bigint;
  tab: SpanTab;
  /** Text to mark, and to find on the way here. */
  mark: string | undefined;
  /** Text of the search within the trace, which is marked too. */
  found: string | undefined;
  onTab: (tab: SpanTab) => void;
  onUnmark: () => void;
}) {
  const { trace_id, span_id } = node.span;
  // Whoever holds a key down to walk through the tree does not want each span on the way.
  const [settledId] = useDebouncedValue(span_id, 60, { leading: true });
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...spanQuery(trace_id, settledId),
    placeholderData: keepPreviousData,
  });
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const pattern = useMemo(() => patternOf(mark ?? found ?? ''), [mark, found]);
  const marks = useHighlight(frame, pattern);
  const holdsMarked = useCallback((text: string) => pattern !== null && text.search(pattern) >= 0, [pattern]);
  const stale = isPlaceholderData || data?.span_id !== span_id;
  return (
    <section className={classes.panel} aria-label="Selected span" data-span-panel>
      <SpanHeading node={node} assessments={data?.span_id === span_id ? data.assessments : []} />
      {error && !data ? (
        <Trouble error={error} retry={() => refetch()} />
      ) : data ? (
        <MarkedContext value={holdsMarked}>
          <div ref={setFrame} className={classes.marked}>
            <SpanTabs key={mark} span={data} originNano={originNano} tab={tab} onTab={onTab} stale={stale} />
          </div>
        </MarkedContext>
      ) : (
        <Loading />
      )}
      {mark !== undefined && <MarkBar text={mark} marks={marks} onClose={onUnmark} />}
    </section>
  );
}
