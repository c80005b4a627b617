import { Checkbox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { ListedTrace } from '@/api/types';
import { useKeys } from '@/components/shortcuts';
import type { Selection } from './bulk/useSelection';
import type { Column } from './columns';
import type { Order } from './order';
import { TableHead } from './TableHead';
import classes from './TraceTable.module.css';

const ROW_HEIGHT = 36;

/** The list itself: as many rows as fit are in the page, the next page is asked for before the end is reached. */
export function TraceTable({
  traces,
  columns,
  selection,
  order,
  scroller,
  hasMore,
  onOrder,
  onNearEnd,
}: {
  traces: ListedTrace[];
  columns: Column[];
  selection: Selection;
  order: Order;
  scroller: RefObject<HTMLDivElement | null>;
  hasMore: boolean;
  onOrder: (order: Order) => void;
  onNearEnd: () => void;
}) {
  const navigate = useNavigate();
  const virtualizer = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => traces[index]?.trace_id ?? index,
    overscan: 12,
    paddingStart: 34,
    scrollPaddingStart: 40,
    scrollPaddingEnd: 10,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastIndex >= traces.length - 20) onNearEnd();
  }, [hasMore, lastIndex, traces.length, onNearEnd]);

  const rowFocus = useRowFocus(traces, scroller, (index) => virtualizer.scrollToIndex(index));
  useKeys({
    j: () => rowFocus.go(1),
    k: () => rowFocus.go(-1),
    x: () => {
      if (rowFocus.focused.current !== null) selection.toggle(rowFocus.focused.current);
    },
    Escape: selection.clear,
  });

  const tracks = ['18px', ...columns.map((column) => column.track)].join(' ');
  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        role="table"
        aria-label="Traces"
        aria-rowcount={hasMore ? -1 : traces.length + 1}
        className={classes.table}
        style={{ height: virtualizer.getTotalSize(), '--tracks': tracks } as React.CSSProperties}
      >
        <TableHead
          columns={columns}
          selection={selection}
          loadedCount={traces.length}
          order={order}
          onOrder={onOrder}
        />
        {items.map((item) => {
          const trace = traces[item.index];
          if (!trace) return null;
          return (
            // The row's own link is what a keyboard or a screen reader uses; the click is for the rest of the row.
            <div
              role="row"
              key={item.key}
              aria-rowindex={item.index + 2}
              className={classes.row}
              data-state={trace.state}
              data-selected={selection.has(trace.trace_id) || undefined}
              data-index={item.index}
              onFocus={() => {
                rowFocus.focused.current = trace.trace_id;
              }}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={(event) => {
                if (event.defaultPrevented || (event.target as HTMLElement).closest('a,button,input')) return;
                if (window.getSelection()?.isCollapsed === false) return;
                navigate({ to: '/traces/$traceId', params: { traceId: trace.trace_id } });
              }}
            >
              <span role="cell">
                <Checkbox
                  size="xs"
                  aria-label={`Select ${trace.name}`}
                  checked={selection.has(trace.trace_id)}
                  onChange={() => {}}
                  onClick={(event) => selection.toggle(trace.trace_id, event.shiftKey)}
                />
              </span>
              {columns.map((column) => (
                <span role="cell" key={column.id} data-numeric={column.numeric || undefined}>
                  {column.cell(trace)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Moves the focus from row to row; the focus is the browser's own, so Enter opens and the row can be read aloud. */
function useRowFocus(
  traces: ListedTrace[],
  scroller: RefObject<HTMLDivElement | null>,
  reveal: (index: number) => void,
) {
  const current = useRef<string | null>(null);
  const go = (step: 1 | -1) => {
    const at = traces.findIndex((trace) => trace.trace_id === current.current);
    const next = at < 0 ? 0 : Math.min(traces.length - 1, Math.max(0, at + step));
    const trace = traces[next];
    if (!trace) return;
    current.current = trace.trace_id;
    reveal(next);
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${next}"] [data-row-link]`)
        ?.focus({ preventScroll: true }),
    );
  };
  return { focused: current, go };
}
