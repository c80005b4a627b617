import { describe, expect, it } from 'vitest';
import { ItemStreamParser } from './itemStream';

const document = {
  trace_id: 'ab',
  tags: { odd: '"spans": [ {', list: 'spans' },
  assessments: [{ name: 'a } ] b' }],
  spans: [
    { id: 1, name: 'brace } and "quote" \\' },
    { id: 2, nested: { deep: [[{ x: ']' }]] } },
    { id: 3, name: '🦌 spoor' },
  ],
};

describe('an object whose last field is a long array', () => {
  const text = JSON.stringify(document);

  it.each([1, 2, 3, 7, 64, 10_000])('is read in pieces of %d characters', (size) => {
    const parser = new ItemStreamParser<typeof document, object>('spans');
    const items: object[] = [];
    for (let at = 0; at < text.length; at += size) items.push(...parser.push(text.slice(at, at + size)));
    expect(parser.object).toEqual({ ...document, spans: [] });
    expect(items).toEqual(document.spans);
    expect(parser.done).toBe(true);
  });

  it('gives the head and the first items before the end has come', () => {
    const parser = new ItemStreamParser<typeof document, object>('spans');
    const items = parser.push(text.slice(0, text.indexOf('"nested"')));
    expect(parser.object?.trace_id).toBe('ab');
    expect(items).toEqual([document.spans[0]]);
    expect(parser.done).toBe(false);
  });

  it('may have no items, and white space', () => {
    const parser = new ItemStreamParser<{ a: number }, object>('spans');
    expect(parser.push('{ "a" : 1,\n "spans" : [ ] }')).toEqual([]);
    expect(parser.object).toEqual({ a: 1, spans: [] });
    expect(parser.done).toBe(true);
  });
});
