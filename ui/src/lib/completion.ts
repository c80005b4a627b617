import { quote } from './searchFilter';

/** A field of the filter language, as the server tells of it. */
export interface LanguageField {
  /** Ends in a dot where a key follows. */
  name: string;
  aliases: string[];
  type: string;
  meaning: string;
  operators: string[];
  values: string[];
}

/** What may stand at a place of a filter: `insert` goes from `from` to the caret. */
export interface Completion {
  from: number;
  insert: string;
  label: string;
  hint: string;
}

const MOST = 12;
const OPERATOR =
  /(?:^|[\s(])(`[^`]*`|[\w.-]+(?:\.`[^`]*`)?)\s*(=|!=|<=|>=|<|>|(?:not\s+)?(?:i?like|rlike|in|between))\s*\(?\s*$/i;
const FIELD_AND_BEGUN_OPERATOR = /(?:^|[\s(])([\w.-]+(?:`[^`]*`)?)\s+(not\s+\w*|is\s+\w*|[a-z]*|[!<>=]*)$/i;
const AFTER_VALUE = /(?:'[^']*'|"[^"]*"|\bnull|\btrue|\bfalse|\d\w*|\))\s+([a-z]*)$/i;
const BEGINNING = /(?:^|\(|\b(?:and|or|not))\s*$/i;
const LAST_WORD = /[\w.-]*$/;

/**
 * What may come at the caret: fields where a condition begins, the operators of a field, the values of a condition (of the
 * field itself, or those that `known` knows), and what joins conditions.
 */
export function completeFilter(
  text: string,
  caret: number,
  fields: readonly LanguageField[],
  known: (field: string) => readonly string[],
): Completion[] {
  const before = text.slice(0, caret);
  const quoteAt = openQuote(before);
  if (quoteAt >= 0)
    return values(before.slice(0, quoteAt), quoteAt, before.slice(quoteAt + 1), fields, known);
  if (OPERATOR.test(before)) return values(before, caret, '', fields, known);

  const [, fieldName, begun = ''] = FIELD_AND_BEGUN_OPERATOR.exec(before) ?? [];
  const field = fieldName === undefined ? undefined : fieldNamed(fieldName, fields);
  if (field) return options(caret - begun.length, begun, field.operators, '');

  const [, joint] = AFTER_VALUE.exec(before) ?? [];
  if (joint !== undefined) return options(caret - joint.length, joint, ['AND', 'OR'], 'another condition');

  const word = LAST_WORD.exec(before)?.[0] ?? '';
  if (!BEGINNING.test(before.slice(0, caret - word.length))) return [];
  return beginning(fields, word).map((each) => ({
    from: caret - word.length,
    insert: each.name.endsWith('.') ? each.name : `${each.name} `,
    label: each.name.endsWith('.') ? `${each.name}…` : each.name,
    hint: each.meaning,
  }));
}

/** Where a text begins that is not ended, or -1. */
function openQuote(text: string): number {
  let open = -1;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (open < 0 && (char === "'" || char === '"')) open = i;
    else if (open >= 0 && char === text[open]) open = -1;
  }
  return open;
}

function fieldNamed(name: string, fields: readonly LanguageField[]): LanguageField | undefined {
  return fields.find((field) =>
    [field.name, ...field.aliases].some((each) =>
      each.endsWith('.') ? name.startsWith(each) && name.length > each.length : name === each,
    ),
  );
}

/** Fields whose name begins with the word, then those in which one of its parts does. */
function beginning(fields: readonly LanguageField[], word: string): LanguageField[] {
  const lower = word.toLowerCase();
  const first = fields.filter((field) => field.name.startsWith(lower) && field.name !== word);
  const others =
    lower.length < 2
      ? []
      : fields.filter(
          (field) => !first.includes(field) && field.name !== word && field.name.includes(`.${lower}`),
        );
  return [...first, ...others].slice(0, MOST);
}

function values(
  condition: string,
  from: number,
  begun: string,
  fields: readonly LanguageField[],
  known: (field: string) => readonly string[],
): Completion[] {
  const name = OPERATOR.exec(condition)?.[1];
  const field = name === undefined ? undefined : fieldNamed(name, fields);
  if (!field || name === undefined) return [];
  const all = [...new Set([...field.values, ...known(field.name)])];
  const found = all
    .filter((value) => value.toLowerCase().includes(begun.toLowerCase()))
    .slice(0, MOST)
    .map((value) => ({ from, insert: `${quote(value)} `, label: quote(value), hint: '' }));
  if (found.length > 0 || begun !== '') return found;
  return (EXAMPLES[field.type] ?? []).map(([label, hint]) => ({ from, insert: `${label} `, label, hint }));
}

const EXAMPLES: Record<string, [string, string][]> = {
  duration: [
    ['500ms', 'half a second'],
    ['2s', 'two seconds'],
    ['1m', 'a minute'],
  ],
  time: [
    ['now - 1h', 'an hour ago'],
    ['now - 1d', 'a day ago'],
    ['now - 7d', 'a week ago'],
  ],
};

function options(from: number, begun: string, all: string[], hint: string): Completion[] {
  return all
    .filter((each) => each.toLowerCase().startsWith(begun.toLowerCase()) && each !== begun)
    .map((each) => ({ from, insert: `${each} `, label: each, hint }));
}
