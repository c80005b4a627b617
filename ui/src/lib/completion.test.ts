import { describe, expect, it } from 'vitest';
import { completeFilter, type LanguageField } from './completion';

const field = (name: string, type: string, operators: string[], more: Partial<LanguageField> = {}) => ({
  name,
  type,
  operators,
  aliases: [],
  meaning: '',
  values: [],
  ...more,
});
const FIELDS: LanguageField[] = [
  field('status', 'text', ['=', '!=', 'IN', 'NOT IN'], { aliases: ['state'], values: ['OK', 'ERROR'] }),
  field('duration', 'duration', ['<', '<=', 'BETWEEN']),
  field('tag.', 'any', ['=', 'IS NULL', 'IS NOT NULL']),
  field('span.model', 'text', ['='], { aliases: ['model'] }),
];
const known = (name: string) => (name === 'span.model' ? ['gpt-4o', "o'hara"] : []);
const labels = (text: string, caret = text.length) =>
  completeFilter(text, caret, FIELDS, known).map((each) => each.label);
/** The text after the first completion was taken. */
const taken = (text: string, caret = text.length) => {
  const [first] = completeFilter(text, caret, FIELDS, known);
  return first && text.slice(0, first.from) + first.insert + text.slice(caret);
};

describe('completion of a filter', () => {
  it('offers fields where a condition begins', () => {
    expect(labels('')).toEqual(['status', 'duration', 'tag.…', 'span.model']);
    expect(labels('dur')).toEqual(['duration']);
    expect(labels("status = 'OK' AND NOT (mod")).toEqual(['span.model']);
    expect(taken("status = 'OK' OR ta")).toBe("status = 'OK' OR tag.");
  });
  it('offers the operators of a field, also by another name and with a key', () => {
    expect(labels('state ')).toEqual(['=', '!=', 'IN', 'NOT IN']);
    expect(labels('tag.env is')).toEqual(['IS NULL', 'IS NOT NULL']);
    expect(labels('status not ')).toEqual(['NOT IN']);
    expect(labels('tag. ')).toEqual([]);
  });
  it('offers the values of a field', () => {
    expect(labels('status = ')).toEqual(["'OK'", "'ERROR'"]);
    expect(taken("status != 'err")).toBe("status != 'ERROR' ");
    expect(labels("status IN ('")).toEqual(["'OK'", "'ERROR'"]);
    expect(taken("model = 'hara")).toBe("model = 'o''hara' ");
    expect(labels('duration < ')).toEqual(['500ms', '2s', '1m']);
  });
  it('joins conditions after a value', () => {
    expect(labels("status = 'OK' ")).toEqual(['AND', 'OR']);
    expect(taken('duration < 2s a')).toBe('duration < 2s AND ');
  });
  it('completes where the caret is', () => {
    expect(taken("stat = 'OK' AND duration < 1s", 4)).toBe("status  = 'OK' AND duration < 1s");
  });
});
