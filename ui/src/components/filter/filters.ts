import { completeFilter, type LanguageField } from '@/lib/completion';
import type { TraceSearch } from '@/lib/urlSearch';

export const FILTER_FIELDS = ['name', 'session', 'user', 'model', 'tag', 'filter'] as const;

export type FilterField = (typeof FILTER_FIELDS)[number];

export interface Filter {
  field: FilterField;
  value: string;
}

export interface Suggestion {
  key: string;
  /** "find" looks for the value in the content of traces. */
  field: FilterField | 'find';
  value: string;
  hint: string;
  /** False for a field that still needs its value, or a filter that is still being written. */
  complete: boolean;
  /** What the field's text becomes when an incomplete one is chosen, and where the caret then stands. */
  text?: string;
  caret?: number;
}

const HINTS: Record<FilterField, string> = {
  name: 'the whole name of the trace',
  session: 'a conversation’s id',
  user: 'a user’s id',
  model: 'a model that any span used',
  tag: 'key=value',
  filter: "like: duration > 2s AND span.type = 'TOOL'",
};

export function activeFilters(search: TraceSearch): Filter[] {
  return FILTER_FIELDS.flatMap((field) => [search[field] ?? []].flat().map((value) => ({ field, value })));
}

/** Adds a filter. Tags and filters of the language gather; any other field has one value, the latest. */
export function withFilter(search: TraceSearch, field: FilterField, value: string): TraceSearch {
  if (field !== 'tag' && field !== 'filter') return { ...search, [field]: value };
  return { ...search, [field]: [...new Set([...(search[field] ?? []), value])] };
}

export function withoutFilter(search: TraceSearch, { field, value }: Filter): TraceSearch {
  if (field !== 'tag' && field !== 'filter') return { ...search, [field]: undefined };
  return { ...search, [field]: search[field]?.filter((each) => each !== value) };
}

/** Whether a text looks like the filter language, and not like a name or an id. */
export function looksLikeLanguage(text: string): boolean {
  return LANGUAGE.test(text.trim());
}

const LANGUAGE = /['"`()<>]|=\s|\s(=|!=|is|in|not|like|ilike|rlike|between)\b/i;

/** What a text in the filter language may become: itself, once it looks whole, and what may stand at the caret. */
export function suggestLanguage(
  text: string,
  caret: number,
  fields: LanguageField[],
  known: (field: string) => readonly string[],
): Suggestion[] {
  const typed = text.trim();
  const whole = looksLikeLanguage(typed)
    ? [{ ...complete('filter', typed), hint: 'filter language, Enter applies it' }]
    : [];
  if (typed === '') return [];
  const next = completeFilter(text, caret, fields, known).map((each) => ({
    field: 'filter' as const,
    value: each.label,
    hint: each.hint,
    key: `filter-next:${each.label}`,
    complete: false,
    text: text.slice(0, each.from) + each.insert + text.slice(caret),
    caret: each.from + each.insert.length,
  }));
  return [...whole, ...next];
}

/**
 * What a text may mean: nothing offers the fields; "model:gp" or "gp" offers known models and names that contain it;
 * and any text may be the value of a field.
 */
export function suggestFilters(text: string, models: string[], names: string[]): Suggestion[] {
  const typed = text.trim();
  const [, prefix, rest] = /^(name|session|user|model|tag|filter)[:=]\s*(.*)$/.exec(typed) ?? [];
  const field = prefix as FilterField | undefined;
  const value = field ? (rest ?? '') : typed;
  const known = (of: FilterField, all: string[]) =>
    field === undefined || field === of
      ? all
          .filter((each) => each.toLowerCase().includes(value.toLowerCase()))
          .slice(0, 8)
          .map((each) => complete(of, each))
      : [];
  if (typed === '') {
    return [
      ...FILTER_FIELDS.map((each) => ({
        field: each,
        value: '',
        hint: HINTS[each],
        key: `${each}:`,
        complete: false,
      })),
      ...known('model', models),
    ];
  }
  const free = FILTER_FIELDS.filter(
    (each) => (field === undefined ? each !== 'filter' : field === each) && fits(each, value),
  ).map((each) => complete(each, value));
  return unique([...known('model', models), ...known('name', names), ...free]);
}

function fits(field: FilterField, value: string): boolean {
  return value !== '' && (field !== 'tag' || value.indexOf('=') > 0);
}

function complete(field: FilterField, value: string): Suggestion {
  return { field, value, key: `${field}:${value}`, hint: '', complete: true };
}

function unique(suggestions: Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((suggestion) => [suggestion.key, suggestion])).values()];
}
