import { describe, expect, it } from 'vitest';
import { keyed, quote, searchFilter } from './searchFilter';

describe('a search as a filter', () => {
  it('is nothing when nothing narrows but project and time', () => {
    expect(searchFilter({ project: 'shop', range: '1h', live: 'off' })).toBeUndefined();
  });
  it('stays as it was written when it is one filter', () => {
    expect(searchFilter({ filter: ['duration > 2s'] })).toBe('duration > 2s');
  });
  it('joins chips, tags and filters', () => {
    expect(
      searchFilter({
        status: 'ERROR',
        user: "o'neill",
        tag: ['team name=a=b'],
        filter: ["name = 'x' OR errors > 1"],
      }),
    ).toBe(
      "(status = 'ERROR') AND (user = 'o''neill') AND (tag.`team name` = 'a=b') AND (name = 'x' OR errors > 1)",
    );
  });
});

it('quotes texts and keys', () => {
  expect(quote("it's")).toBe("'it''s'");
  expect(keyed('tag', 'app.region')).toBe('tag.app.region');
  expect(keyed('feedback', 'is it good?')).toBe('feedback.`is it good?`');
});
