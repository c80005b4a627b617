/** What the trace page shows, as its URL says it. */
export interface TraceView {
  /** The selected span. */
  span?: string;
  tab?: SpanTab;
  /** Text that spans are searched for. */
  q?: string;
  /** Text that is marked in what a span carries, as a search found it. */
  mark?: string;
  /** What is open beside the spans. */
  pane?: PaneName;
}

export const PANES = ['feedback', 'logs', 'cost'] as const;

export type PaneName = (typeof PANES)[number];

export const SPAN_TABS = [
  'content',
  'tools',
  'documents',
  'attributes',
  'events',
  'logs',
  'usage',
  'links',
  'feedback',
  'resource',
  'json',
] as const;

export type SpanTab = (typeof SPAN_TABS)[number];

export function readTraceView(raw: Record<string, unknown>): TraceView {
  const view: TraceView = {};
  if (typeof raw.span === 'string' && /^[0-9a-f]{16}$/i.test(raw.span)) view.span = raw.span.toLowerCase();
  const tab = SPAN_TABS.find((name) => name === raw.tab);
  if (tab && tab !== 'content') view.tab = tab;
  if (typeof raw.q === 'string' && raw.q !== '') view.q = raw.q;
  if (typeof raw.mark === 'string' && raw.mark !== '') view.mark = raw.mark;
  const pane = PANES.find((name) => name === raw.pane);
  if (pane) view.pane = pane;
  return view;
}

/** A trace id from an address: MLflow's prefix and capitals are understood. */
export function readTraceId(text: string): string {
  return text.toLowerCase().replace(/^tr-/, '');
}
