import type { SpanTab } from '@/pages/trace/traceView';

/** The tab of a span that shows the field in which a text was found. */
export function hitTab(field: string): SpanTab {
  if (field === 'log') return 'logs';
  if (field.startsWith('events.')) return 'events';
  return field.startsWith('attributes.') ? 'attributes' : 'content';
}
