import { describe, expect, it } from 'vitest';
import type { Assessment } from '@/api/types';
import { inChains, ratingOf, readValue, writeValue } from './assessments';

const made = (id: string, more: Partial<Assessment> = {}) =>
  ({
    assessment_id: id,
    name: 'rating',
    span_id: null,
    source: { type: 'HUMAN', id: 'default' },
    value: true,
    overrides: null,
    valid: true,
    ...more,
  }) as Assessment;

describe('assessments', () => {
  it('find the thumb that counts', () => {
    const all = [
      made('a', { valid: false }),
      made('b', { value: false }),
      made('c', { span_id: '1' }),
      made('d', { source: { type: 'LLM_JUDGE', id: 'judge' } }),
      made('e', { value: 0.5 }),
    ];
    expect(ratingOf(all, null)?.assessment_id).toBe('b');
    expect(ratingOf(all, '1')?.assessment_id).toBe('c');
    expect(ratingOf(all, '2')).toBeUndefined();
  });
  it('stand before what they replaced, the newest first', () => {
    const all = [made('a'), made('x'), made('b', { overrides: 'a' }), made('c', { overrides: 'b' })];
    expect(inChains(all).map((each) => each.assessment_id)).toEqual(['c', 'b', 'a', 'x']);
  });
  it('are all shown, whatever they say of one another', () => {
    const circle = [made('a', { overrides: 'b' }), made('b', { overrides: 'a' })];
    expect(inChains(circle)).toHaveLength(2);
    expect(inChains([made('a', { overrides: 'gone' })])).toHaveLength(1);
  });
  it('have values of any kind, written as people do', () => {
    for (const value of [true, 0.8, 'good', '0.8', 'true', '', { a: [1, null] }, null, '"quoted"']) {
      expect(readValue(writeValue(value))).toEqual(value);
    }
    expect(writeValue('good')).toBe('good');
    expect(readValue('so so')).toBe('so so');
  });
});
