import { describe, expect, it } from 'vitest';
import type { StatsRow } from '@/api/types';
import { axisLabel, axisTicks, steps } from './series';

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

describe('an axis of time', () => {
  const local = (...args: [number, number, number, number, number]) => new Date(...args).getTime();
  const of = (start: number, bucketSeconds: number, count: number) =>
    steps([row(start / 1000, 1, 0, 0)], bucketSeconds, start, start + count * bucketSeconds * 1000);

  it('says round hours', () => {
    const day = of(local(2026, 0, 14, 16, 30), 1_800, 49);
    expect(axisTicks(day, 1_800, 4)).toEqual([
      local(2026, 0, 14, 18, 0),
      local(2026, 0, 15, 0, 0),
      local(2026, 0, 15, 6, 0),
      local(2026, 0, 15, 12, 0),
    ]);
  });
  it('says what there is when steps are as wide as its parts, or there are few', () => {
    const two = of(local(2026, 0, 14, 16, 0), 1_800, 2);
    expect(axisTicks(two, 1_800, 4)).toEqual([local(2026, 0, 14, 16, 0), local(2026, 0, 14, 16, 30)]);
    expect(axisTicks([], 60, 4)).toEqual([]);
  });
  it('says the day alone where days begin', () => {
    const label = (ticks: number[]) => axisLabel(local(2026, 0, 14, 0, 0), ticks, 3_600, 30 * 86_400);
    expect(label([local(2026, 0, 14, 0, 0), local(2026, 0, 22, 0, 0)])).toBe('Jan 14');
    expect(label([local(2026, 0, 14, 0, 0), local(2026, 0, 14, 12, 0)])).toBe('Jan 14 00:00');
  });
  it('is never crowded', () => {
    for (const bucket of [1, 30, 60, 300, 3_600, 86_400])
      for (const count of [1, 7, 48, 100, 399])
        expect(axisTicks(of(local(2026, 0, 14, 0, 0), bucket, count), bucket, 4).length).toBeLessThanOrEqual(
          5,
        );
  });
});
