import { describe, expect, it } from 'vitest';
import { isEmptyValue, parseJsonText, sameValue, toText } from './values';

describe('values', () => {
  it('are read from text that is JSON of an object or a list, and from no other', () => {
    expect(parseJsonText(' {"a":[1]}')).toEqual({ a: [1] });
    expect(parseJsonText('[1')).toBeUndefined();
    expect(parseJsonText('12')).toBeUndefined();
    expect(parseJsonText('[see below]')).toBeUndefined();
  });
  it('are copied as people would write them', () => {
    expect(toText('a "b"')).toBe('a "b"');
    expect(toText({ a: 1 })).toBe('{\n  "a": 1\n}');
  });
  it('are the same in both of their forms', () => {
    expect(sameValue('{"q": "x"}', { q: 'x' })).toBe(true);
    expect(sameValue('x', { q: 'x' })).toBe(false);
    expect(sameValue(null, undefined)).toBe(false);
  });
  it('may be empty', () => {
    expect([null, undefined, '', {}, []].every(isEmptyValue)).toBe(true);
    expect([0, false, 'x', [0]].some(isEmptyValue)).toBe(false);
  });
});
