import { joined, type TraceSearch } from './urlSearch';

/** All that narrows a list, but for project and time, as one filter of the language; undefined when nothing does. */
export function searchFilter(search: TraceSearch): string | undefined {
  const filters = search.filter ?? [];
  const conditions = [
    ...FIELDS.flatMap((field) => {
      const value = search[field];
      return value === undefined ? [] : [`${field} = ${quote(value)}`];
    }),
    ...(search.tag ?? []).map((tag) => {
      const equals = tag.indexOf('=');
      return `${keyed('tag', tag.slice(0, equals))} = ${quote(tag.slice(equals + 1))}`;
    }),
  ];
  return joined([...conditions, ...filters]);
}

const FIELDS = ['status', 'name', 'session', 'user', 'model'] as const;

/** A text of the filter language. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A field with a key, which stands in backticks where it holds more than letters, digits and dots. */
export function keyed(prefix: string, key: string): string {
  return /^[\w-]+(\.[\w-]+)*$/.test(key) ? `${prefix}.${key}` : `${prefix}.\`${key.replaceAll('`', '``')}\``;
}
