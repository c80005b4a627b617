import type { SpanHeader } from '@/api/types';

/** A span in its place. Times are nanoseconds from the start of the trace. */
export interface SpanNode {
  span: SpanHeader;
  parent: SpanNode | null;
  children: SpanNode[];
  depth: number;
  startNs: number;
  /** Null while the span runs. */
  endNs: number | null;
  /** Spans below this one, at any depth. */
  descendants: number;
  /** Whether a span below this one failed. */
  errorBelow: boolean;
  /** Its parent was named but is not there (yet). */
  orphan: boolean;
}

export interface SpanTree {
  roots: SpanNode[];
  byId: Map<string, SpanNode>;
  /** Epoch nanoseconds of the earliest start. */
  originNano: bigint;
  /** From the earliest start to the latest known moment; at least 1. */
  extentNs: number;
  maxDepth: number;
}

/**
 * Puts spans, in any order, into trees. A span whose parent is missing is a root; so is one span of a circle of
 * parents, so that every span is shown exactly once. No recursion: chains may be tens of thousands deep.
 */
export function buildTree(spans: readonly SpanHeader[]): SpanTree {
  const starts = spans.map((span) => BigInt(span.start_time_unix_nano));
  const originNano = starts.reduce((least, start) => (start < least ? start : least), starts[0] ?? 0n);
  const byId = new Map<string, SpanNode>();
  spans.forEach((span, index) => {
    const startNs = Number((starts[index] ?? originNano) - originNano);
    byId.set(span.span_id, {
      span,
      parent: null,
      children: [],
      depth: 0,
      startNs,
      endNs: span.end_time_unix_nano === null ? null : startNs + span.duration_ns,
      descendants: 0,
      errorBelow: false,
      orphan: false,
    });
  });

  const roots = link(byId);
  const inOrder = place(roots);
  if (inOrder.length < byId.size) {
    breakCircles(byId, new Set(inOrder), roots);
    roots.sort(byStart);
    return finish(roots, byId, originNano, place(roots));
  }
  return finish(roots, byId, originNano, inOrder);
}

function byStart(a: SpanNode, b: SpanNode): number {
  return a.startNs - b.startNs || (b.endNs ?? Infinity) - (a.endNs ?? Infinity) || 0;
}

function link(byId: Map<string, SpanNode>): SpanNode[] {
  const roots: SpanNode[] = [];
  for (const node of byId.values()) {
    const parentId = node.span.parent_span_id;
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parent && parent !== node) {
      node.parent = parent;
      parent.children.push(node);
    } else {
      node.orphan = parentId !== null;
      roots.push(node);
    }
  }
  for (const node of byId.values()) if (node.children.length > 1) node.children.sort(byStart);
  return roots.sort(byStart);
}

/** Depths, and all reachable nodes with parents before children. */
function place(roots: SpanNode[]): SpanNode[] {
  const inOrder: SpanNode[] = [];
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    inOrder.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as SpanNode);
  }
  return inOrder;
}

function breakCircles(byId: Map<string, SpanNode>, reached: Set<SpanNode>, roots: SpanNode[]): void {
  for (const node of [...byId.values()].sort(byStart)) {
    if (reached.has(node)) continue;
    const parent = node.parent;
    if (parent) parent.children.splice(parent.children.indexOf(node), 1);
    node.parent = null;
    node.orphan = true;
    roots.push(node);
    for (const below of place([node])) reached.add(below);
  }
}

function finish(
  roots: SpanNode[],
  byId: Map<string, SpanNode>,
  originNano: bigint,
  inOrder: SpanNode[],
): SpanTree {
  let extentNs = 1;
  let maxDepth = 0;
  for (let i = inOrder.length - 1; i >= 0; i--) {
    const node = inOrder[i] as SpanNode;
    extentNs = Math.max(extentNs, node.endNs ?? node.startNs);
    maxDepth = Math.max(maxDepth, node.depth);
    if (node.parent) {
      node.parent.descendants += node.descendants + 1;
      node.parent.errorBelow ||= node.errorBelow || node.span.status === 'ERROR';
    }
  }
  return { roots, byId, originNano, extentNs, maxDepth };
}

/**
 * The rows to show, top to bottom: everything but what is below a collapsed span. With `wanted`, only spans that it
 * holds for and what leads to them.
 */
export function visibleRows(
  tree: SpanTree,
  collapsed: ReadonlySet<string>,
  wanted?: (span: SpanHeader) => boolean,
): SpanNode[] {
  const kept = wanted && withAncestors(tree, wanted);
  const rows: SpanNode[] = [];
  const stack = [...tree.roots].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (kept && !kept.has(node)) continue;
    rows.push(node);
    if (!kept && collapsed.has(node.span.span_id)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as SpanNode);
  }
  return rows;
}

function withAncestors(tree: SpanTree, wanted: (span: SpanHeader) => boolean): Set<SpanNode> {
  const kept = new Set<SpanNode>();
  for (const node of tree.byId.values()) {
    if (!wanted(node.span)) continue;
    for (let at: SpanNode | null = node; at && !kept.has(at); at = at.parent) kept.add(at);
  }
  return kept;
}

/** Whether a span has the text in its name, type, model or tool, in any case. */
export function matchesText(span: SpanHeader, lowerText: string): boolean {
  return [span.name, span.type, span.model, span.tool_name, span.agent_name, span.error_message].some(
    (field) => field?.toLowerCase().includes(lowerText),
  );
}
