import { describe, expect, it } from 'vitest';
import { bucketSeconds, formatAgo, formatMoment, nanosToMillis, resolveRange } from './time';

const now = new Date(2026, 10, 21, 14, 2, 11, 482).getTime();

describe('a time range', () => {
  it('moves with the clock when it has a name', () => {
    expect(resolveRange({ range: '1h' }, 10_000_000)).toEqual({ from: 6_400_000 });
  });
  it('is open on both sides by default', () => expect(resolveRange({}, now)).toEqual({}));
  it('stands still when it has moments, whatever its name', () => {
    expect(resolveRange({ range: '1h', from: 5, to: 9 }, now)).toEqual({ from: 5, to: 9 });
  });
  it('is cut into about sixty steps', () => {
    expect(bucketSeconds(900)).toBe(15);
    expect(bucketSeconds(86_400)).toBe(1_800);
    expect(bucketSeconds(2_592_000)).toBe(43_200);
    expect(bucketSeconds(86_400 * 365)).toBe(86_400 * 7);
  });
});

describe('moments', () => {
  it('keep microseconds of epoch nanoseconds', () => {
    expect(nanosToMillis('1795219523369123456')).toBeCloseTo(1795219523369.123, 3);
  });
  it('show milliseconds today, the day before that, and the year long ago', () => {
    expect(formatMoment(now, now)).toBe('14:02:11.482');
    expect(formatMoment(now - 86_400_000, now)).toBe('Nov 20 14:02:11');
    expect(formatMoment(new Date(2024, 0, 5, 3, 4).getTime(), now)).toBe('2024 Jan 5 03:04');
  });
  it('are told by their age', () => {
    expect(formatAgo(now - 1_000, now)).toBe('just now');
    expect(formatAgo(now - 250_000, now)).toBe('4 min ago');
    expect(formatAgo(now - 90_000_000, now)).toBe('1 d ago');
  });
});
