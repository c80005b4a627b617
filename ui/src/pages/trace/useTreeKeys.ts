import { useKeys } from '@/components/shortcuts';
import type { SpanNode } from '@/lib/spanTree';

/** The keys of a tree: up, down, left, right, and what goes with them. */
export function useTreeKeys({
  rows,
  selectedIndex,
  collapsed,
  search,
  onSelect,
  onSearch,
  onLeave,
  setOpen,
  toggleAll,
  nextError,
}: {
  rows: SpanNode[];
  selectedIndex: number;
  collapsed: ReadonlySet<string>;
  search: string;
  onSelect: (spanId: string) => void;
  onSearch: (text: string) => void;
  onLeave: () => void;
  setOpen: (spanId: string, open: boolean) => void;
  toggleAll: () => void;
  /** Goes to the next failed span, or with -1 to the one before. */
  nextError: (step: 1 | -1) => void;
}): void {
  const go = (index: number) => {
    const node = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (node) onSelect(node.span.span_id);
  };
  const selected = rows[selectedIndex];
  const open = selected !== undefined && !collapsed.has(selected.span.span_id);
  // Inside the panel the arrows scroll and move between tabs.
  const inTree = (act: () => void) => (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).closest('[data-span-panel]')) act();
  };
  useKeys({
    ArrowDown: inTree(() => go(selectedIndex + 1)),
    ArrowUp: inTree(() => go(selectedIndex - 1)),
    j: () => go(selectedIndex + 1),
    k: () => go(selectedIndex - 1),
    Home: inTree(() => go(0)),
    End: inTree(() => go(rows.length - 1)),
    PageDown: inTree(() => go(selectedIndex + 20)),
    PageUp: inTree(() => go(selectedIndex - 20)),
    ArrowLeft: inTree(() => {
      if (!selected) return;
      if (open && selected.children.length > 0) setOpen(selected.span.span_id, false);
      else if (selected.parent) onSelect(selected.parent.span.span_id);
    }),
    ArrowRight: inTree(() => {
      if (!selected || selected.children.length === 0) return;
      if (!open) setOpen(selected.span.span_id, true);
      else go(selectedIndex + 1);
    }),
    e: () => nextError(1),
    E: () => nextError(-1),
    x: toggleAll,
    Escape: () => (search === '' ? onLeave() : onSearch('')),
  });
}
