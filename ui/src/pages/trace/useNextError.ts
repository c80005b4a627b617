import type { Dispatch, SetStateAction } from 'react';
import { type SpanTree, visibleRows } from '@/lib/spanTree';

/** Goes to the next span that failed, or the one before, around the end; what hides it is opened. */
export function useNextError({
  tree,
  selectedId,
  collapsed,
  setCollapsed,
  onSelect,
}: {
  tree: SpanTree;
  selectedId: string | null;
  collapsed: ReadonlySet<string>;
  setCollapsed: Dispatch<SetStateAction<ReadonlySet<string>>>;
  onSelect: (spanId: string) => void;
}) {
  return (step: 1 | -1) => {
    const all = visibleRows(tree, new Set());
    const failed = all.flatMap((node, index) => (node.span.status === 'ERROR' ? index : []));
    const at = all.findIndex((node) => node.span.span_id === selectedId);
    const index =
      step > 0
        ? (failed.find((each) => each > at) ?? failed[0])
        : (failed.findLast((each) => each < at) ?? failed.at(-1));
    const next = index === undefined ? undefined : all[index];
    if (!next) return;
    const above: string[] = [];
    for (let node = next.parent; node; node = node.parent) above.push(node.span.span_id);
    if (above.some((id) => collapsed.has(id))) {
      setCollapsed((before) => new Set([...before].filter((id) => !above.includes(id))));
    }
    onSelect(next.span.span_id);
  };
}
