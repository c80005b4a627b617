import { expect, it } from 'vitest';
import type { LoadedTrace } from '@/api/traceReader';
import type { SpanHeader, Trace } from '@/api/types';
import { mergeSpans } from './mergeSpans';

const span = (id: string, name: string) => ({ span_id: id, name }) as SpanHeader;

it('replaces known spans where they are and adds new ones, the latest state of each', () => {
  const loaded = {
    trace: { state: 'IN_PROGRESS', assessments: [], name: 'n' },
    spans: [span('a', 'old'), span('b', 'stays')],
    complete: true,
  } as unknown as LoadedTrace;
  const merged = mergeSpans(loaded, { state: 'OK' } as Trace, [
    span('c', 'x'),
    span('a', 'new'),
    span('c', 'y'),
  ]);
  expect(merged.spans).toEqual([span('a', 'new'), span('b', 'stays'), span('c', 'y')]);
  expect(merged.trace.state).toBe('OK');
  expect(merged.trace.assessments).toEqual([]);
});
