import { describe, expect, it } from 'vitest';
import type { StatsRow } from '@/api/types';
import { steps } from './series';

const row = (startSeconds: number, count: number, errors: number, p50Ns: number) =>
  ({
    bucket_start_time_unix_nano: `${startSeconds}000000000`,
    count,
    errors,
    usage: { total_input: 7, total_output: 3 },
    cost_usd: null,
    p50_ns: p50Ns,
    p95_ns: 0,
    p99_ns: 0,
  }) as StatsRow;

describe('steps over time', () => {
  it('have no gaps', () => {
    const series = steps([row(60, 5, 2, 4_000_000), row(180, 1, 0, 0)], 60, 0, 240_000);
    expect(series.map((step) => step.startMillis)).toEqual([0, 60_000, 120_000, 180_000]);
    expect(series.map((step) => [step.good, step.errors])).toEqual([
      [0, 0],
      [3, 2],
      [0, 0],
      [1, 0],
    ]);
  });
  it('leave a line open where nothing ended', () => {
    const series = steps([row(60, 5, 2, 4_000_000), row(120, 1, 0, 0)], 60, 60_000, 180_000);
    expect(series.map((step) => step.p50Ms)).toEqual([4, null]);
  });
  it('begin with the first row when the range is open, and are bounded', () => {
    expect(steps([row(120, 1, 0, 0)], 60, undefined, 200_000).map((step) => step.startMillis)).toEqual([
      120_000, 180_000,
    ]);
    expect(steps([row(0, 1, 0, 0)], 1, undefined, 1_000_000_000).length).toBeLessThanOrEqual(401);
    expect(steps([], 60, 0, 240_000)).toEqual([]);
  });
});
