import { describe, expect, it } from 'vitest';
import { activeFilters, suggestFilters, suggestLanguage, withFilter, withoutFilter } from './filters';

const keys = (text: string) =>
  suggestFilters(text, ['gpt-4o', 'claude-sonnet-4'], ['plan', 'gpt call']).map(
    (suggestion) => suggestion.key,
  );

describe('suggestions', () => {
  it('start with the fields and the known models', () => {
    expect(keys('')).toEqual([
      'name:',
      'session:',
      'user:',
      'model:',
      'tag:',
      'filter:',
      'model:gpt-4o',
      'model:claude-sonnet-4',
    ]);
  });
  it('put what is known before what may be', () => {
    expect(keys('GPT')).toEqual([
      'model:gpt-4o',
      'name:gpt call',
      'name:GPT',
      'session:GPT',
      'user:GPT',
      'model:GPT',
    ]);
  });
  it('keep to a field that was typed', () => {
    expect(keys('model:son')).toEqual(['model:claude-sonnet-4', 'model:son']);
    expect(keys('user: 42')).toEqual(['user:42']);
  });
  it('take a tag only as key=value', () => {
    expect(keys('tag:env')).toEqual([]);
    expect(keys('tag:env=prod')).toEqual(['tag:env=prod']);
    expect(keys('env=prod')).toContain('tag:env=prod');
  });
});

describe('the filter language', () => {
  const fields = [
    { name: 'span.type', meaning: 'LLM, TOOL and so on' },
    { name: 'tag.', meaning: 'A tag' },
  ].map((field) => ({ ...field, aliases: [], type: 'text', operators: ['='], values: [] }));
  const suggest = (text: string) => suggestLanguage(text, text.length, fields, () => []);
  it('is offered as it is once it looks like it', () => {
    expect(suggest("status = 'ERROR'")[0]).toMatchObject({ value: "status = 'ERROR'", complete: true });
    expect(suggest('env=prod')).toEqual([]);
    expect(suggest('')).toEqual([]);
  });
  it('completes the field that the last word begins', () => {
    expect(suggest("name = 'x' AND spa").map((each) => each.text)).toEqual([
      undefined,
      "name = 'x' AND span.type ",
    ]);
    expect(suggest('ta')[0]).toMatchObject({ text: 'tag.', caret: 4 });
  });
});

describe('filters', () => {
  it('have one value each, but for tags', () => {
    let search = withFilter({ status: 'ERROR' }, 'model', 'a');
    search = withFilter(search, 'model', 'b');
    search = withFilter(search, 'tag', 'x=1');
    search = withFilter(search, 'tag', 'y=2');
    expect(activeFilters(search)).toEqual([
      { field: 'model', value: 'b' },
      { field: 'tag', value: 'x=1' },
      { field: 'tag', value: 'y=2' },
    ]);
    expect(withoutFilter(search, { field: 'tag', value: 'x=1' }).tag).toEqual(['y=2']);
    expect(withoutFilter(search, { field: 'model', value: 'b' }).model).toBeUndefined();
  });
});
