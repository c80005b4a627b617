import { parseSearch, readTraceSearch, stringifySearch, type TraceSearch } from './urlSearch';

/** A trace list that someone wants to come back to. `query` is its address after "/traces", with the columns. */
export interface SavedView {
  name: string;
  query: string;
}

const FORMAT = 'spoor.views/1';
const MOST_VIEWS = 200;

export function viewOf(name: string, search: TraceSearch, columns: string[]): SavedView {
  return { name: name.trim(), query: stringifySearch({ ...search, cols: columns }) };
}

/** What a view shows; columns and all. */
export function searchOf(view: SavedView): TraceSearch {
  return readTraceSearch(parseSearch(view.query));
}

/** Adds a view, or replaces the one of that name. */
export function withView(views: SavedView[], view: SavedView): SavedView[] {
  const at = views.findIndex((each) => each.name === view.name);
  return at < 0 ? [...views, view].slice(-MOST_VIEWS) : views.with(at, view);
}

export function withoutView(views: SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** Gives a view another name, unless another view has it. */
export function renamed(views: SavedView[], from: string, to: string): SavedView[] {
  const name = to.trim();
  if (name === '' || views.some((view) => view.name === name)) return views;
  return views.map((view) => (view.name === from ? { ...view, name } : view));
}

/** The views as a file for others. */
export function exportViews(views: SavedView[]): string {
  return JSON.stringify({ format: FORMAT, views }, null, 2);
}

/** The views of such a file, on top of those that are here. @throws Error that says what is wrong with the text */
export function importViews(views: SavedView[], text: string): SavedView[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error('This file is no JSON.');
  }
  const { format, views: added } = (file ?? {}) as { format?: unknown; views?: unknown };
  if (format !== FORMAT || !Array.isArray(added)) {
    throw new Error(`This file holds no views: "format" must be "${FORMAT}".`);
  }
  return added.reduce<SavedView[]>((all, each, index) => {
    const { name, query } = (each ?? {}) as { name?: unknown; query?: unknown };
    if (typeof name !== 'string' || name.trim() === '' || typeof query !== 'string') {
      throw new Error(`View ${index + 1} needs a "name" and a "query".`);
    }
    return withView(all, { name: name.trim(), query });
  }, views);
}
