import { expect, it } from 'vitest';
import { readTraceId, readTraceView } from './traceView';

it('keeps what makes sense of an address', () => {
  expect(readTraceView({ span: '00F067AA0BA902B7', tab: 'events', q: 'timeout' })).toEqual({
    span: '00f067aa0ba902b7',
    tab: 'events',
    q: 'timeout',
  });
  expect(readTraceView({ span: 'zz', tab: 'nothing', q: '' })).toEqual({});
  expect(readTraceView({ tab: 'content', pane: 'kitchen' })).toEqual({});
  expect(readTraceView({ mark: 'refund', pane: 'logs' })).toEqual({ mark: 'refund', pane: 'logs' });
});

it('understands the trace ids of MLflow', () => {
  expect(readTraceId('tr-4BF92F3577B34DA6A3CE929D0E0E4736')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
});
