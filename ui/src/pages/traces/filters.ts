import type { TraceSearch } from '@/lib/urlSearch';

export const FILTER_FIELDS = ['name', 'session', 'user', 'model', 'tag'] as const;

export type FilterField = (typeof FILTER_FIELDS)[number];

export interface Filter {
  field: FilterField;
  value: string;
}

export interface Suggestion extends Filter {
  key: string;
  hint: string;
  /** False for a field that still needs its value. */
  complete: boolean;
}

const HINTS: Record<FilterField, string> = {
  name: 'the whole name of the trace',
  session: 'a conversation’s id',
  user: 'a user’s id',
  model: 'a model that any span used',
  tag: 'key=value',
};

export function activeFilters(search: TraceSearch): Filter[] {
  return FILTER_FIELDS.flatMap((field) => [search[field] ?? []].flat().map((value) => ({ field, value })));
}

/** Adds a filter. Tags gather; any other field has one value, the latest. */
export function withFilter(search: TraceSearch, field: FilterField, value: string): TraceSearch {
  if (field !== 'tag') return { ...search, [field]: value };
  return { ...search, tag: [...new Set([...(search.tag ?? []), value])] };
}

export function withoutFilter(search: TraceSearch, { field, value }: Filter): TraceSearch {
  if (field !== 'tag') return { ...search, [field]: undefined };
  return { ...search, tag: search.tag?.filter((tag) => tag !== value) };
}

/**
 * What a text may mean: nothing offers the fields; "model:gp" or "gp" offers known models and names that contain it;
 * and any text may be the value of a field.
 */
export function suggestFilters(text: string, models: string[], names: string[]): Suggestion[] {
  const typed = text.trim();
  const [, prefix, rest] = /^(name|session|user|model|tag)[:=]\s*(.*)$/.exec(typed) ?? [];
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
    (each) => (field === undefined || field === each) && fits(each, value),
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
