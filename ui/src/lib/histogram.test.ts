import { describe, expect, it } from 'vitest';
import type { StatsRow } from '@/api/types';
import { readHistogram } from './histogram';

const NOW = Date.UTC(2026, 5, 20, 12);
const MINUTE = 60_000;

/** Answers as the server does, from the moments at which traces began. */
function server(moments: number[]) {
  const asked: number[] = [];
  const read = async (range: { from?: number; to?: number }, seconds: number) => {
    asked.push(seconds);
    const counts = new Map<number, number>();
    for (const at of moments) {
      if (at < (range.from ?? 0) || at >= (range.to ?? Infinity)) continue;
      const start = at - (at % (seconds * 1000));
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
    return [...counts].map(
      ([start, count]) =>
        ({
          bucket_start_time_unix_nano: `${start}000000`,
          count,
          errors: 0,
          usage: { total_input: 0, total_output: 0 },
        }) as StatsRow,
    );
  };
  return { read, asked };
}

describe('counts over time', () => {
  it('cut a range that is given into steps of a known length', async () => {
    const { read, asked } = server([NOW - 5 * MINUTE, NOW - MINUTE]);
    const histogram = await readHistogram({ from: NOW - 60 * MINUTE }, NOW, read);
    expect(asked).toEqual([60]);
    expect(histogram.count).toBe(2);
    expect(histogram.steps).toHaveLength(60);
  });
  it('look closer at a corner of all time until what is there can be told apart', async () => {
    const moments = [0, 1, 2, 3, 40].map((minute) => NOW - 50 * MINUTE + minute * MINUTE);
    const { read, asked } = server(moments);
    const histogram = await readHistogram({}, NOW, read);
    expect(asked[0]).toBe(86_400);
    expect(asked.at(-1)).toBeLessThanOrEqual(300);
    expect(histogram.count).toBe(5);
    expect(histogram.steps.filter((step) => step.good > 0).length).toBeGreaterThanOrEqual(3);
  });
  it('are empty where there is nothing', async () => {
    const { read } = server([]);
    expect(await readHistogram({}, NOW, read)).toMatchObject({ steps: [], count: 0 });
  });
  it('keep to days when there are months', async () => {
    const { read } = server([NOW - 100 * 86_400_000, NOW]);
    const histogram = await readHistogram({}, NOW + 1, read);
    expect(histogram.stepMillis).toBe(86_400_000);
    expect(histogram.count).toBe(2);
  });
});
