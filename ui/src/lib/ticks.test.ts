import { describe, expect, it } from 'vitest';
import { tickLabel, ticks } from './ticks';

describe('the axis of a timeline', () => {
  it('has round steps', () => {
    expect(ticks(4_300_000_000, 5)).toEqual([0, 1e9, 2e9, 3e9, 4e9]);
    expect(ticks(870_000, 5)).toEqual([0, 200_000, 400_000, 600_000, 800_000]);
    expect(ticks(700e9, 5)).toEqual([0, 300e9, 600e9]);
  });
  it('never has many more ticks than wanted', () => {
    for (let extent = 1; extent < 1e14; extent = extent * 1.7 + 1)
      expect(ticks(extent, 6).length).toBeLessThanOrEqual(7);
  });
  it('labels them in one unit', () => {
    expect(tickLabel(0, 4e9)).toBe('0');
    expect(tickLabel(1.5e9, 4e9)).toBe('1.5 s');
    expect(tickLabel(200_000, 870_000)).toBe('200 µs');
    expect(tickLabel(300e9, 700e9)).toBe('5:00');
  });
});
