import { describe, expect, it } from 'vitest';
import type { Trace, TracePage } from '@/api/types';
import { flatten, mergeHead, type Pages, remove, renew } from './tracePages';

const trace = (id: string, spanCount = 1) => ({ trace_id: id, span_count: spanCount }) as Trace;
const page = (ids: string[], next: string | null = null): TracePage => ({
  traces: ids.map((id) => trace(id)),
  next_page_token: next,
});
const pages = (...each: TracePage[]): Pages => ({ pages: each, pageParams: each.map(() => null) });
const ids = (loaded: Pages) => flatten(loaded.pages).map((each) => each.trace_id);

describe('a list that is refreshed while it is read', () => {
  const loaded = pages(page(['c', 'b'], 'after b'), page(['a']));

  it('takes new traces in front and keeps the pages below', () => {
    const merged = mergeHead(loaded, page(['e', 'd', 'c'], 'after c'));
    expect(ids(merged)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(merged.pages.map((each) => each.next_page_token)).toEqual(['after b', null]);
  });

  it('starts anew when more came than a page holds', () => {
    const merged = mergeHead(loaded, page(['g', 'f'], 'after f'));
    expect(ids(merged)).toEqual(['g', 'f']);
    expect(merged.pages).toHaveLength(1);
  });

  it('fills an empty list', () => {
    expect(ids(mergeHead(pages(page([])), page(['a'])))).toEqual(['a']);
  });

  it('renews traces in their place', () => {
    const head = { traces: [trace('c', 9)], next_page_token: 'x' };
    expect(flatten(mergeHead(loaded, head).pages)[0]?.span_count).toBe(9);
    const renewed = renew(
      loaded,
      new Map([
        ['a', trace('a', 7)],
        ['unknown', trace('unknown')],
      ]),
    );
    expect(flatten(renewed.pages).map((each) => each.span_count)).toEqual([1, 1, 7]);
  });

  it('loses what was deleted', () => expect(ids(remove(loaded, new Set(['b'])))).toEqual(['c', 'a']));

  it('shows a trace once that two pages hold', () => {
    expect(ids(pages(page(['b', 'a']), page(['a', 'z'])))).toEqual(['b', 'a', 'z']);
  });
});
