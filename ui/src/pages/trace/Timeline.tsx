import { useLocalStorage } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { SpanHeader } from '@/api/types';
import { matchesText, type SpanTree, visibleRows } from '@/lib/spanTree';
import { ColumnHandle } from './ColumnHandle';
import { SpanRow } from './SpanRow';
import { TimeAxis } from './TimeAxis';
import classes from './Timeline.module.css';
import { TimelineTools } from './TimelineTools';
import { useFolding } from './useFolding';
import { useNextError } from './useNextError';
import { useTreeKeys } from './useTreeKeys';

const ROW_HEIGHT = 28;
const AXIS_HEIGHT = 24;

/** The spans as a tree on the left and along time on the right, one row each; only rows in view are drawn. */
export function Timeline({
  tree,
  holds,
  selectedId,
  search,
  onSelect,
  onSearch,
  onLeave,
}: {
  tree: SpanTree;
  /** The spans whose content, as far as it is here, holds a text. */
  holds: (lowerText: string) => ReadonlySet<string>;
  selectedId: string | null;
  search: string;
  onSelect: (spanId: string) => void;
  onSearch: (text: string) => void;
  onLeave: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { collapsed, setCollapsed, setOpen, allOpen, toggleAll } = useFolding(tree);
  const [treeShare, setTreeShare] = useLocalStorage({ key: 'spoor.tree-share', defaultValue: 0.5 });
  const lowerText = useDeferredValue(search.trim().toLowerCase());
  const wanted = useMemo(() => {
    if (lowerText === '') return undefined;
    const byContent = holds(lowerText);
    return (span: SpanHeader) => matchesText(span, lowerText) || byContent.has(span.span_id);
  }, [lowerText, holds]);
  const rows = useMemo(() => visibleRows(tree, collapsed, wanted), [tree, collapsed, wanted]);
  const matches = useMemo(
    () => (wanted ? rows.filter((node) => wanted(node.span)).length : 0),
    [rows, wanted],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
    paddingStart: AXIS_HEIGHT,
    paddingEnd: ROW_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT + ROW_HEIGHT * 2,
    scrollPaddingEnd: ROW_HEIGHT * 2,
  });

  const selectedIndex = rows.findIndex((node) => node.span.span_id === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  // A search brings what it found into view, not the place where one was before.
  useEffect(() => {
    if (lowerText !== '') virtualizer.scrollToOffset(0);
  }, [lowerText, virtualizer]);

  const nextError = useNextError({ tree, selectedId, collapsed, setCollapsed, onSelect });
  const failed = useMemo(
    () => [...tree.byId.values()].filter((node) => node.span.status === 'ERROR').length,
    [tree],
  );
  useTreeKeys({
    nextError,
    rows,
    selectedIndex,
    collapsed,
    search,
    onSelect,
    onSearch,
    onLeave,
    setOpen,
    toggleAll,
  });

  const indentPx = Math.max(3, Math.min(16, 260 / Math.max(1, tree.maxDepth)));
  return (
    <>
      <TimelineTools
        search={search}
        found={lowerText === '' ? null : matches}
        spanCount={tree.byId.size}
        failed={failed}
        allOpen={allOpen}
        onSearch={onSearch}
        onLeaveSearch={() => scroller.current?.focus()}
        onNextError={() => nextError(1)}
        onToggleAll={toggleAll}
      />
      <div
        className={classes.frame}
        style={{ '--tree-share': `${treeShare * 100}%`, '--indent': `${indentPx}px` } as CSSProperties}
      >
        <ColumnHandle share={treeShare} onChange={setTreeShare} />
        <div
          ref={scroller}
          className={classes.scroller}
          role="treegrid"
          aria-label="Spans"
          aria-rowcount={rows.length}
          aria-activedescendant={selectedId ? `span-${selectedId}` : undefined}
          tabIndex={0}
        >
          <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
            <TimeAxis extentNs={tree.extentNs} />
            {virtualizer.getVirtualItems().map((item) => {
              const node = rows[item.index];
              return (
                node && (
                  <SpanRow
                    key={node.span.span_id}
                    node={node}
                    top={item.start}
                    rowIndex={item.index + 1}
                    extentNs={tree.extentNs}
                    selected={item.index === selectedIndex}
                    open={lowerText !== '' || !collapsed.has(node.span.span_id)}
                    dimmed={wanted !== undefined && !wanted(node.span)}
                    onSelect={onSelect}
                    onOpen={setOpen}
                  />
                )
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
