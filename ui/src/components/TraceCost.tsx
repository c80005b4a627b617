import type { Trace } from '@/api/types';
import { CostText } from './TokensCost';

/** What a trace cost; where calls have no price, with the names of the models that lack one. */
export function TraceCost({ trace, named = false }: { trace: Trace; named?: boolean }) {
  return (
    <CostText
      usd={trace.cost_usd}
      unpricedCalls={trace.unpriced_calls}
      unpricedModels={trace.unpriced_models}
      named={named}
    />
  );
}
