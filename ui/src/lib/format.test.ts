import { describe, expect, it } from 'vitest';
import { formatBytes, formatCost, formatCount, formatDuration, formatShare, plural } from './format';

describe('durations', () => {
  it.each([
    [0, '0 ns'],
    [999, '999 ns'],
    [1_500, '1.5 µs'],
    [840_000, '840 µs'],
    [999_600, '1 ms'],
    [12_400_000, '12 ms'],
    [1_240_000_000, '1.24 s'],
    [34_560_000_000, '34.6 s'],
    [59_999_000_000, '1 min 00 s'],
    [185_000_000_000, '3 min 05 s'],
    [7_320_000_000_000, '2 h 02 min'],
    [200_000_000_000_000, '2 d 7 h'],
  ])('%d ns is %s', (ns, text) => expect(formatDuration(ns)).toBe(text));
});

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1k'],
    [1_234, '1.2k'],
    [34_567, '35k'],
    [999_700, '1M'],
    [5_600_000, '5.6M'],
    [2_000_000_000, '2B'],
  ])('%d is %s', (count, text) => expect(formatCount(count)).toBe(text));

  it('have plurals', () => {
    expect(plural(1, 'span')).toBe('1 span');
    expect(plural(30_000, 'span')).toBe('30,000 spans');
  });
});

describe('costs keep two digits that matter', () => {
  it.each([
    [0, '$0'],
    [0.00042, '$0.00042'],
    [0.0312, '$0.031'],
    [0.5, '$0.5'],
    [1.268, '$1.27'],
    [1204.4, '$1,204'],
    [0.000000001, '$0.000000001'],
  ])('%d is %s', (usd, text) => expect(formatCost(usd)).toBe(text));
});

describe('shares and sizes', () => {
  it('are short', () => {
    expect(formatShare(0)).toBe('0 %');
    expect(formatShare(0.0004)).toBe('<0.1 %');
    expect(formatShare(0.012)).toBe('1.2 %');
    expect(formatShare(0.5)).toBe('50 %');
    expect(formatBytes(500)).toBe('500 B');
    expect(formatBytes(2_048)).toBe('2.0 KiB');
    expect(formatBytes(5_000_000)).toBe('4.8 MiB');
  });
});
