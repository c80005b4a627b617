import { expect, it } from 'vitest';
import { mistakeIn } from './filterMistake';

it('marks what stands where a filter cannot be read', () => {
  expect(mistakeIn("name = 'x' AND stauts = 1", 15)).toEqual({
    before: "name = 'x' AND ",
    wrong: 'stauts',
    after: ' = 1',
  });
  expect(mistakeIn('cost ?? 1', 5)).toEqual({ before: 'cost ', wrong: '?', after: '? 1' });
  expect(mistakeIn('status =', 8)).toEqual({ before: 'status =', wrong: '', after: '' });
  expect(mistakeIn('a', 99)).toEqual({ before: 'a', wrong: '', after: '' });
});
