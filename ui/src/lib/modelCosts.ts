import type { SpanHeader, Usage } from '@/api/types';
import { sumUsage } from './sumUsage';

/** What the calls of one model in a trace took. */
export interface ModelCost {
  model: string | null;
  provider: string | null;
  calls: number;
  usage: Usage;
  /** Null when none of the calls has a price. */
  usd: number | null;
  unpricedCalls: number;
  /** Rows of the price table that were used; "given" for what the sender said. */
  priceRows: string[];
}

/** By model, the costliest first. Usage that only repeats that of children is left out, as in the trace's own sums. */
export function modelCosts(spans: readonly SpanHeader[]): ModelCost[] {
  const byModel = new Map<string, SpanHeader[]>();
  for (const span of spans) {
    if (!span.usage || !span.usage_counts) continue;
    const key = `${span.provider ?? ''} ${span.model ?? ''}`;
    const calls = byModel.get(key);
    if (calls) calls.push(span);
    else byModel.set(key, [span]);
  }
  return [...byModel.values()].map(costOf).sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0) || b.calls - a.calls);
}

function costOf(calls: SpanHeader[]): ModelCost {
  const priced = calls.flatMap((span) => span.cost?.usd ?? []);
  const rows = calls.flatMap((span) =>
    span.cost?.source === 'GIVEN' ? 'given by the sender' : (span.cost?.price_row ?? []),
  );
  return {
    model: calls[0]?.model ?? null,
    provider: calls[0]?.provider ?? null,
    calls: calls.length,
    usage: sumUsage(calls.flatMap((span) => span.usage ?? [])),
    usd: priced.length === 0 ? null : priced.reduce((sum, usd) => sum + usd, 0),
    unpricedCalls: calls.filter((span) => span.cost?.source === 'UNPRICED').length,
    priceRows: [...new Set(rows)],
  };
}
