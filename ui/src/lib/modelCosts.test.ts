import { expect, it } from 'vitest';
import type { Cost, SpanHeader, Usage } from '@/api/types';
import { modelCosts } from './modelCosts';

function call(model: string, cost: Cost | null, more: Partial<SpanHeader> = {}): SpanHeader {
  const usage = { input: 10, output: 5, total_input: 10, total_output: 5, total: 15 } as Usage;
  return { model, provider: 'openai', usage, usage_counts: true, cost, ...more } as SpanHeader;
}

it('sums the calls of each model and says which have no price', () => {
  const costs = modelCosts([
    call('small', { usd: 0.01, source: 'COMPUTED', price_row: 'openai/small' }),
    call('small', { usd: 0.02, source: 'COMPUTED', price_row: 'openai/small' }),
    call('home-made', { usd: null, source: 'UNPRICED', price_row: null }),
    call('large', { usd: 1, source: 'GIVEN', price_row: null }),
    call('small', { usd: 9, source: 'COMPUTED', price_row: 'x' }, { usage_counts: false }),
    call('none', null, { usage: null }),
  ]);
  expect(costs.map(({ model, calls, usd, unpricedCalls }) => [model, calls, usd, unpricedCalls])).toEqual([
    ['large', 1, 1, 0],
    ['small', 2, 0.03, 0],
    ['home-made', 1, null, 1],
  ]);
  expect(costs.map((cost) => cost.priceRows)).toEqual([['given by the sender'], ['openai/small'], []]);
  expect(costs[1]?.usage.total).toBe(30);
});
