import { api, unwrap } from '@/api/client';
import type { ExportFormat } from '@/api/types';
import { searchFilter } from '@/lib/searchFilter';
import { stringifySearch, toRangeQuery, toTraceQuery, type TraceSearch } from '@/lib/urlSearch';

/** The traces that a command is about: some of them by id, or all that a search has at a moment. */
export type Choice =
  { kind: 'ids'; ids: string[] } | { kind: 'matching'; search: TraceSearch; atMillis: number };

/** The most ids that the server takes at once. */
const BATCH = 1000;

type ChoiceBody = { trace_ids?: string[]; filter?: string; project?: string; from?: string; to?: string };

/** The bodies of the requests that together name the choice. A search ends at its moment: what comes later stays. */
export function bodiesOf(choice: Choice): ChoiceBody[] {
  if (choice.kind === 'ids') {
    const batches = Array.from({ length: Math.ceil(choice.ids.length / BATCH) }, (_, index) =>
      choice.ids.slice(index * BATCH, (index + 1) * BATCH),
    );
    return batches.map((trace_ids) => ({ trace_ids }));
  }
  const { from, to } = toRangeQuery(choice.search, choice.atMillis);
  return [
    {
      filter: searchFilter(choice.search),
      project: choice.search.project,
      from,
      to: to ?? String(choice.atMillis),
    },
  ];
}

/** How many traces the choice is now. */
export async function countOf(choice: Choice): Promise<{ count: number; more: boolean }> {
  let count = 0;
  let more = false;
  for (const body of bodiesOf(choice)) {
    const answer = await unwrap(api.POST('/api/v1/traces/delete', { body: { ...body, dry_run: true } }));
    count += answer.traces_deleted;
    more ||= answer.more;
  }
  return { count, more };
}

/** Deletes them, as often as it takes: one call has its limit. `done` is told the sum so far. */
export async function deleteChosen(choice: Choice, done: (count: number) => void): Promise<number> {
  let count = 0;
  for (const body of bodiesOf(choice)) {
    let more = true;
    while (more) {
      const answer = await unwrap(api.POST('/api/v1/traces/delete', { body: { ...body, dry_run: false } }));
      count += answer.traces_deleted;
      more = answer.more && answer.traces_deleted > 0;
      done(count);
    }
  }
  return count;
}

export interface TagChange {
  set: Record<string, string>;
  remove: string[];
}

/** Tags them; `more` when others match that one call does not reach. */
export async function tagChosen(
  choice: Choice,
  change: TagChange,
): Promise<{ count: number; more: boolean }> {
  let count = 0;
  let more = false;
  for (const body of bodiesOf(choice)) {
    const answer = await unwrap(
      api.POST('/api/v1/traces/tags', { body: { ...body, ...change, dry_run: false } }),
    );
    count += answer.traces_tagged;
    more ||= answer.more;
  }
  return { count, more };
}

/** Saves them as a file, a trace a line. What a search has is streamed to disk by the browser; ids go in a request's body. */
export async function exportChosen(choice: Choice, format: ExportFormat): Promise<void> {
  const name = `traces.${format === 'otlp' ? 'otlp.jsonl' : 'jsonl'}`;
  if (choice.kind === 'matching') {
    const query = {
      to: String(choice.atMillis),
      ...toTraceQuery(choice.search, choice.atMillis),
      order_by: choice.search.order,
      format,
    };
    saveAs(`/api/v1/traces/export${stringifySearch(query)}`, name);
    return;
  }
  const parts: Blob[] = [];
  for (const { trace_ids } of bodiesOf(choice)) {
    const body = { trace_ids: trace_ids ?? [], format };
    parts.push(await unwrap(api.POST('/api/v1/traces/export', { body, parseAs: 'blob' })));
  }
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/x-ndjson' }));
  saveAs(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function saveAs(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
