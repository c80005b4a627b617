import { useEffect, useState } from 'react';
import { placesOf } from '@/lib/places';

const NAME = 'spoor-mark';
const CURRENT = 'spoor-mark-current';
const MOST = 1_000;

export interface Highlighted {
  count: number;
  /** Index of the place that was gone to, or -1. */
  current: number;
  go: (index: number) => void;
}

/**
 * Marks the pattern in all text within an element, without touching the elements themselves, also when they change; the
 * first place is brought into sight. Browsers that cannot mark show the text as it is.
 */
export function useHighlight(element: HTMLElement | null, pattern: RegExp | null): Highlighted {
  const [ranges, setRanges] = useState<Range[]>([]);
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    if (!element || !pattern || !('highlights' in CSS)) return;
    let first = true;
    const mark = () => {
      const found = rangesIn(element, pattern);
      CSS.highlights.set(NAME, new Highlight(...found));
      setRanges(found);
      const [start] = found;
      if (!first || !start) return;
      first = false;
      show(start);
      setCurrent(0);
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete(NAME);
      CSS.highlights.delete(CURRENT);
      setRanges([]);
      setCurrent(-1);
    };
  }, [element, pattern]);
  const go = (index: number) => {
    const at = (index + ranges.length) % Math.max(1, ranges.length);
    const range = ranges[at];
    if (!range) return;
    show(range);
    setCurrent(at);
  };
  return { count: ranges.length, current, go };
}

function show(range: Range): void {
  CSS.highlights.set(CURRENT, new Highlight(range));
  range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
}

function rangesIn(element: HTMLElement, pattern: RegExp): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
    for (const [start, end] of placesOf(pattern, node.nodeValue ?? '', MOST - ranges.length)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}
