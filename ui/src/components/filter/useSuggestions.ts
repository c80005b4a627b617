import { useQuery } from '@tanstack/react-query';
import { filterFieldsQuery, statsQuery } from '@/api/queries';
import type { TraceSearch } from '@/lib/urlSearch';
import { looksLikeLanguage, type Suggestion, suggestFilters, suggestLanguage } from './filters';

export const FIND = 'find';

/** Looks for the text in the content of traces. */
export function findIn(text: string): Suggestion {
  const hint = 'in everything that was sent';
  return { key: FIND, field: 'find', value: text, hint, complete: true };
}

export /** What the text may become; a whole filter of the language is what was meant, a word that only begins one may be a name as well. */
function useSuggestions(search: TraceSearch, text: string, caret: number, names: string[]): Suggestion[] {
  const fields = useQuery(filterFieldsQuery());
  const models = useQuery(statsQuery({ project: search.project }, 'model', 0, 20));
  const tools = useQuery({ ...statsQuery({ project: search.project }, 'tool', 0, 20), enabled: text !== '' });
  const groups = (query: typeof models) => (query.data?.rows ?? []).flatMap((row) => row.group ?? []);
  const known = (field: string): string[] => {
    if (field === 'name') return names;
    if (field === 'span.model') return groups(models);
    return field === 'span.tool' ? groups(tools) : [];
  };
  const inLanguage = suggestLanguage(text, caret, fields.data?.fields ?? [], known);
  return looksLikeLanguage(text)
    ? inLanguage
    : [...suggestFilters(text, groups(models), names), ...inLanguage];
}
