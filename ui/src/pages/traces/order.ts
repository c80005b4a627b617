/** An order of the list as the API takes it: a field of the filter language, with " DESC" for the largest first. */
export interface Order {
  field: string;
  descending: boolean;
}

/** The order when nothing is said: the newest first. */
export const USUAL: Order = { field: 'time', descending: true };

/** What the address says; the usual order when it says nothing. */
export function readOrder(text: string | undefined): Order {
  if (text === undefined) return USUAL;
  const descending = /\s+desc$/i.test(text);
  return { field: text.replace(/\s+(asc|desc)$/i, ''), descending };
}

/** What the address is to say; nothing for the usual order. */
export function writeOrder({ field, descending }: Order): string | undefined {
  if (field === USUAL.field && descending === USUAL.descending) return undefined;
  return descending ? `${field} DESC` : field;
}

/** The order after a click on a column: its own first direction, then the other, then the usual order again. */
export function nextOrder(now: Order, field: string, largestFirst: boolean): Order {
  if (now.field !== field) return { field, descending: largestFirst };
  if (now.descending === largestFirst) return { field, descending: !largestFirst };
  return USUAL;
}

/** The value of `aria-sort` for a column. */
export function sortOf(now: Order, field: string): 'ascending' | 'descending' | 'none' {
  if (now.field !== field) return 'none';
  return now.descending ? 'descending' : 'ascending';
}
