import { describe, expect, it } from 'vitest';
import { patternOf, pieces, placesOf } from './places';

const find = (wanted: string, text: string, caseSensitive = false) => {
  const pattern = patternOf(wanted, caseSensitive);
  return pattern ? placesOf(pattern, text).map(([start, end]) => text.slice(start, end)) : null;
};

describe('places of a text', () => {
  it('are found in any case, or in the one asked for', () => {
    expect(find('refund', 'Refund the refund')).toEqual(['Refund', 'refund']);
    expect(find('refund', 'Refund the refund', true)).toEqual(['refund']);
  });
  it('take one space for any white space, and signs for themselves', () => {
    expect(find('a b', 'a\n  b a b')).toEqual(['a\n  b', 'a b']);
    expect(find('f(x)? [1-2] a|b', 'f(x)? [1-2] a|b')).toEqual(['f(x)? [1-2] a|b']);
    expect(find('100% -- /path/', 'is 100% -- /path/')).toEqual(['100% -- /path/']);
    expect(find('  ', 'x')).toBeNull();
  });
  it('are right where letters change their length with their case', () => {
    expect(find('x', 'İİx')).toEqual(['x']);
  });
});

it('cuts a text into pieces, whatever the marks', () => {
  expect(
    pieces('abcdef', [
      [1, 3],
      [2, 4],
      [4, 99],
      [5, 6],
    ]),
  ).toEqual([
    { text: 'a', marked: false },
    { text: 'bc', marked: true },
    { text: 'de', marked: false },
    { text: 'f', marked: true },
  ]);
  expect(pieces('', [])).toEqual([]);
});
