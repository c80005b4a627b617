import { useQuery } from '@tanstack/react-query';
import { unpricedModelsQuery } from '@/api/queries';
import type { Trace } from '@/api/types';
import { CostText } from './TokensCost';

/** What a trace cost; where calls have no price, with the names of the models that lack one. */
export function TraceCost({ trace }: { trace: Trace }) {
  const { data: unpriced } = useQuery({ ...unpricedModelsQuery(), enabled: trace.unpriced_calls > 0 });
  return (
    <CostText
      usd={trace.cost_usd}
      unpricedCalls={trace.unpriced_calls}
      unpricedModels={trace.models.filter((model) => unpriced?.has(model))}
    />
  );
}
