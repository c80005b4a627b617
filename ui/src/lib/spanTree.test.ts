import { describe, expect, it } from 'vitest';
import type { SpanHeader } from '@/api/types';
import { buildTree, matchesText, type SpanNode, visibleRows } from './spanTree';

const origin = 1_795_219_523_369_000_000n;

function span(id: string, parent: string | null, startNs: number, durationNs: number | null): SpanHeader {
  return {
    trace_id: 'aa',
    span_id: id,
    parent_span_id: parent,
    name: `span ${id}`,
    kind: 'INTERNAL',
    type: 'CHAIN',
    status: 'OK',
    error_message: null,
    start_time_unix_nano: (origin + BigInt(startNs)).toString(),
    start_time: '',
    end_time_unix_nano: durationNs === null ? null : (origin + BigInt(startNs + durationNs)).toString(),
    duration_ns: durationNs ?? 0,
    provider: null,
    model: null,
    tool_name: null,
    agent_name: null,
    usage: null,
    usage_counts: false,
    cost: null,
    time_to_first_token_ns: null,
  };
}

const ids = (nodes: SpanNode[]) => nodes.map((node) => node.span.span_id);

describe('the tree of a trace', () => {
  it('does not depend on the order of arrival', () => {
    const spans = [
      span('c', 'a', 50, 10),
      span('b', 'a', 10, 30),
      span('d', 'b', 20, 5),
      span('a', null, 0, 100),
    ];
    const tree = buildTree(spans);
    expect(ids(visibleRows(tree, new Set()))).toEqual(['a', 'b', 'd', 'c']);
    expect(tree.byId.get('d')?.depth).toBe(2);
    expect(tree.byId.get('a')?.descendants).toBe(3);
    expect(tree.extentNs).toBe(100);
    expect(tree.maxDepth).toBe(2);
  });

  it('keeps nanoseconds apart that a JavaScript number could not', () => {
    const tree = buildTree([span('a', null, 1, 5), span('b', 'a', 2, 1)]);
    expect(tree.byId.get('b')?.startNs).toBe(1);
    expect(tree.byId.get('b')?.endNs).toBe(2);
  });

  it('shows a span whose parent is missing as a root of its own', () => {
    const tree = buildTree([span('a', null, 0, 10), span('x', 'gone', 5, 1)]);
    expect(ids(tree.roots)).toEqual(['a', 'x']);
    expect(tree.byId.get('x')?.orphan).toBe(true);
    expect(tree.byId.get('a')?.orphan).toBe(false);
  });

  it('shows every span of a circle once', () => {
    const tree = buildTree([
      span('a', 'c', 0, 1),
      span('b', 'a', 1, 1),
      span('c', 'b', 2, 1),
      span('s', 's', 9, 1),
    ]);
    expect(ids(visibleRows(tree, new Set()))).toEqual(['a', 'b', 'c', 's']);
    expect(tree.byId.get('c')?.depth).toBe(2);
    expect(tree.byId.get('a')?.descendants).toBe(2);
  });

  it('stands a chain of 50,000 spans', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) =>
      span(`${i}`, i === 0 ? null : `${i - 1}`, i, 60_000 - i),
    );
    const tree = buildTree(chain);
    expect(tree.maxDepth).toBe(49_999);
    expect(visibleRows(tree, new Set())).toHaveLength(50_000);
  });

  it('knows above which spans something failed', () => {
    const failed: SpanHeader = { ...span('c', 'b', 2, 1), status: 'ERROR' };
    const tree = buildTree([span('a', null, 0, 9), span('b', 'a', 1, 3), failed, span('d', 'a', 5, 1)]);
    expect(tree.byId.get('a')?.errorBelow).toBe(true);
    expect(tree.byId.get('b')?.errorBelow).toBe(true);
    expect(tree.byId.get('c')?.errorBelow).toBe(false);
    expect(tree.byId.get('d')?.errorBelow).toBe(false);
  });

  it('leaves the end of a running span open', () => {
    const tree = buildTree([span('a', null, 0, null), span('b', 'a', 40, 2)]);
    expect(tree.byId.get('a')?.endNs).toBeNull();
    expect(tree.extentNs).toBe(42);
  });

  it('is empty without spans', () => {
    expect(visibleRows(buildTree([]), new Set())).toEqual([]);
  });
});

describe('rows', () => {
  const tree = buildTree([
    span('a', null, 0, 100),
    span('b', 'a', 10, 30),
    span('c', 'b', 20, 5),
    { ...span('d', 'a', 50, 10), name: 'search', tool_name: 'Web_Search' },
  ]);

  it('leave out what is below a collapsed span', () => {
    expect(ids(visibleRows(tree, new Set(['b'])))).toEqual(['a', 'b', 'd']);
  });

  it('show what was searched for with what leads to it, collapsed or not', () => {
    const rows = visibleRows(tree, new Set(['a']), (candidate) => candidate.span_id === 'c');
    expect(ids(rows)).toEqual(['a', 'b', 'c']);
  });

  it('match text in any case', () => {
    expect(ids(visibleRows(tree, new Set(), (candidate) => matchesText(candidate, 'web_')))).toEqual([
      'a',
      'd',
    ]);
  });
});
