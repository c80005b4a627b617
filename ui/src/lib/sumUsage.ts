import type { Usage } from '@/api/types';

/** The usages bucket by bucket; none is all zeros. */
export function sumUsage(usages: Usage[]): Usage {
  const sum = { ...NONE };
  for (const usage of usages) {
    for (const bucket of Object.keys(NONE) as (keyof Usage)[]) sum[bucket] += usage[bucket];
  }
  return sum;
}

const NONE: Usage = {
  input: 0,
  cache_read: 0,
  cache_write: 0,
  cache_write_one_hour: 0,
  input_audio: 0,
  input_image: 0,
  output: 0,
  reasoning: 0,
  output_audio: 0,
  output_image: 0,
  total_input: 0,
  total_output: 0,
  total: 0,
};
