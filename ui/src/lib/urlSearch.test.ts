import { describe, expect, it } from 'vitest';
import {
  isFiltered,
  parseSearch,
  readTextSearch,
  readTraceSearch,
  stringifySearch,
  toTraceQuery,
} from './urlSearch';

const reread = (search: object) => readTraceSearch(parseSearch(stringifySearch({ ...search })));

describe('the URL of a trace list', () => {
  it('keeps every field', () => {
    const search = {
      project: 'shop & co',
      status: 'ERROR' as const,
      name: 'answer=?',
      session: '42',
      user: 'true',
      model: 'gpt-4o',
      tag: ['env=prod', 'note=a=b&c'],
      range: '1h' as const,
      live: 'off' as const,
      cols: ['name', 'tag:env'],
    };
    expect(reread(search)).toEqual(search);
    expect(reread({ from: 1_795_219_523_369, to: 1_795_219_523_999 })).toEqual({
      from: 1_795_219_523_369,
      to: 1_795_219_523_999,
    });
  });

  it('is empty for an unfiltered list', () => {
    expect(stringifySearch({})).toBe('');
    expect(stringifySearch({ name: '', tag: [], user: undefined })).toBe('');
    expect(isFiltered(reread({}))).toBe(false);
    expect(isFiltered(reread({ range: 'all', live: 'off' }))).toBe(false);
    expect(isFiltered(reread({ tag: 'a=b' }))).toBe(true);
  });

  it('keeps what is looked for in their content', () => {
    const search = { text: 'a & b', case: 'yes' as const, status: 'ERROR' as const, range: '1h' as const };
    expect(readTextSearch(parseSearch(stringifySearch(search)))).toEqual(search);
    expect(readTextSearch({ text: '', case: 'maybe' })).toEqual({});
  });

  it('drops what makes no sense', () => {
    expect(
      reread({ status: 'MAYBE', range: 'yesterday', from: 'x', to: '-5', tag: ['novalue', '=x'], odd: 1 }),
    ).toEqual({});
  });

  it('becomes the parameters of the API', () => {
    expect(toTraceQuery({ range: '1h', project: 'p', tag: ['a=b'] }, 10_000_000)).toEqual({
      project: ['p'],
      from: '6400000',
      tag: ['a=b'],
    });
  });
});
