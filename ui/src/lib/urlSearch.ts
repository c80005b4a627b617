import type { TraceQuery, TraceState } from '@/api/types';
import { isRangeName, resolveRange, type TimeRange } from './time';

export type RawSearch = Record<string, string | string[]>;

/** Reads "?tag=a&tag=b&name=x": every value is text, a repeated key is a list. */
export function parseSearch(text: string): RawSearch {
  const raw: RawSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = raw[key];
    raw[key] = before === undefined ? value : [before, value].flat();
  }
  return raw;
}

/** Writes what {@link parseSearch} reads; what is undefined, empty text or an empty list is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of [value].flat()) {
      if (item !== undefined && item !== null && item !== '') params.append(key, String(item));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** What the trace list is asked for; all of it stands in the URL. */
export interface TraceSearch extends TimeRange {
  project?: string;
  status?: TraceState;
  name?: string;
  session?: string;
  user?: string;
  model?: string;
  /** `key=value` each. */
  tag?: string[];
  /** In the filter language; all must hold. */
  filter?: string[];
  live?: 'off';
  /** A field of the filter language, with " DESC" for the largest first; else the newest come first. */
  order?: string;
  /** Columns to show, where the address says so; else those that the reader chose. */
  cols?: string[];
}

/** What is looked for in the content of traces, and among which. */
export interface TextSearch extends TraceSearch {
  text?: string;
  /** Whether capitals count. */
  case?: 'yes';
}

export interface RangeSearch extends TimeRange {
  project?: string;
  user?: string;
}

/** Which traces the sessions in the list are made of. */
export type SessionSearch = Omit<TraceSearch, 'status' | 'live' | 'order' | 'cols'>;

/** The known fields of a URL; what is unknown or makes no sense is dropped, so that an old link still opens. */
export function readTraceSearch(raw: Record<string, unknown>): TraceSearch {
  return compact({
    ...readRangeSearch(raw),
    status: STATES.find((state) => state === raw.status),
    name: text(raw.name),
    session: text(raw.session),
    user: text(raw.user),
    model: text(raw.model),
    tag: texts(raw.tag).filter((tag) => tag.indexOf('=') > 0),
    filter: texts(raw.filter).filter((filter) => filter.trim() !== ''),
    live: raw.live === 'off' ? ('off' as const) : undefined,
    order: text(raw.order),
    cols: texts(raw.cols).filter((column) => column !== ''),
  });
}

export function readTextSearch(raw: Record<string, unknown>): TextSearch {
  return compact({
    ...readTraceSearch(raw),
    text: text(raw.text),
    case: raw.case === 'yes' ? ('yes' as const) : undefined,
  });
}

export function readSessionSearch(raw: Record<string, unknown>): SessionSearch {
  const { status: _status, live: _live, order: _order, cols: _cols, ...search } = readTraceSearch(raw);
  return search;
}

export function readRangeSearch(raw: Record<string, unknown>): RangeSearch {
  return compact({
    project: text(raw.project),
    user: text(raw.user),
    range: isRangeName(raw.range) ? raw.range : undefined,
    from: millis(raw.from),
    to: millis(raw.to),
  });
}

/** The API's parameters for a search; a range that moves is resolved against `nowMillis`. */
export function toTraceQuery(search: TraceSearch, nowMillis: number): TraceQuery {
  return compact({
    ...toRangeQuery(search, nowMillis),
    status: search.status,
    name: search.name,
    session: search.session,
    user: search.user,
    model: search.model,
    tag: search.tag,
    filter: joined(search.filter ?? []),
  });
}

/** One filter of several; a single one stays as it was written, so that the place of an error in it is right. */
export function joined(filters: string[]): string | undefined {
  return filters.length > 1 ? filters.map((filter) => `(${filter})`).join(' AND ') : filters[0];
}

export function toRangeQuery(search: RangeSearch, nowMillis: number) {
  const { from, to } = resolveRange(search, nowMillis);
  return compact({
    project: search.project === undefined ? undefined : [search.project],
    from: from === undefined ? undefined : String(from),
    to: to === undefined ? undefined : String(to),
  });
}

/** Whether anything narrows the list. */
export function isFiltered(search: TraceSearch): boolean {
  const { live: _live, cols: _cols, order: _order, range, ...rest } = search;
  return (range !== undefined && range !== 'all') || Object.keys(compact(rest)).length > 0;
}

const STATES: TraceState[] = ['IN_PROGRESS', 'OK', 'ERROR'];

function text(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}

function millis(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(text(value) ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function compact<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as T;
}
