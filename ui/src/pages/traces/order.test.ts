import { describe, expect, it } from 'vitest';
import { nextOrder, readOrder, sortOf, USUAL, writeOrder } from './order';

describe('the order of the list', () => {
  it('is read from the address and written to it', () => {
    for (const text of ['duration DESC', 'name', 'tag.`team name` DESC', undefined]) {
      expect(writeOrder(readOrder(text))).toBe(text);
    }
    expect(writeOrder(readOrder('time desc'))).toBeUndefined();
    expect(writeOrder(readOrder('name asc'))).toBe('name');
  });
  it('goes through both directions of a column and back to the usual one', () => {
    const first = nextOrder(USUAL, 'duration', true);
    expect(first).toEqual({ field: 'duration', descending: true });
    const second = nextOrder(first, 'duration', true);
    expect(second).toEqual({ field: 'duration', descending: false });
    expect(nextOrder(second, 'duration', true)).toEqual(USUAL);
    expect(nextOrder(first, 'name', false)).toEqual({ field: 'name', descending: false });
  });
  it('turns the usual order round and back', () => {
    const oldest = nextOrder(USUAL, 'time', true);
    expect(oldest).toEqual({ field: 'time', descending: false });
    expect(nextOrder(oldest, 'time', true)).toEqual(USUAL);
  });
  it('says of each column how it is sorted', () => {
    expect(sortOf(USUAL, 'time')).toBe('descending');
    expect(sortOf(USUAL, 'name')).toBe('none');
    expect(sortOf({ field: 'name', descending: false }, 'name')).toBe('ascending');
  });
});
