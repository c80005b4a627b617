import { useState } from 'react';
import type { SpanTree } from '@/lib/spanTree';

/** Which spans of a tree are folded, so that what lies below them is not shown. */
export function useFolding(tree: SpanTree) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const setOpen = (spanId: string, open: boolean) =>
    setCollapsed((before) => {
      const next = new Set(before);
      if (open) next.delete(spanId);
      else next.add(spanId);
      return next;
    });
  const allOpen = collapsed.size === 0;
  const toggleAll = () =>
    setCollapsed(
      allOpen
        ? new Set(
            [...tree.byId.values()]
              .filter((node) => node.children.length > 0)
              .map((node) => node.span.span_id),
          )
        : new Set(),
    );
  return { collapsed, setCollapsed, setOpen, allOpen, toggleAll };
}
