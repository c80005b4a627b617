import type { StatsRow } from '@/api/types';
import { type Step, steps } from './series';
import { bucketSeconds, nanosToMillis } from './time';

/** Counts over time, step by step, from `fromMillis` to `toMillis`. */
export interface Histogram {
  steps: Step[];
  stepMillis: number;
  count: number;
  errors: number;
}

export type ReadRows = (range: { from?: number; to?: number }, stepSeconds: number) => Promise<StatsRow[]>;

const DAY_SECONDS = 86_400;
/** Each look narrows by 60 steps at least; from years to seconds it takes three. */
const MOST_LOOKS = 4;

/**
 * Cuts a range into some 60 steps. A range without a beginning is that of the rows: looked at in days first, then, as long
 * as they fill only a corner of what was looked at, again more closely.
 */
export async function readHistogram(
  range: { from?: number; to?: number },
  nowMillis: number,
  read: ReadRows,
): Promise<Histogram> {
  const to = range.to ?? nowMillis;
  if (range.from !== undefined) {
    const seconds = bucketSeconds(Math.max(1, (to - range.from) / 1000));
    return of(await read({ from: range.from, to: range.to }, seconds), seconds, range.from, to);
  }
  let from: number | undefined;
  let end: number | undefined;
  let seconds = DAY_SECONDS;
  let rows = await read({ to: range.to }, seconds);
  for (let look = 1; look < MOST_LOOKS; look++) {
    const extent = extentOf(rows, seconds);
    if (!extent) break;
    const closer = bucketSeconds((extent.to - extent.from) / 1000);
    if (closer >= seconds) break;
    from = extent.from;
    end = Math.min(extent.to, to);
    seconds = closer;
    rows = await read({ from, to: extent.to }, seconds);
  }
  return of(rows, seconds, undefined, end ?? to);
}

function of(rows: StatsRow[], seconds: number, from: number | undefined, to: number): Histogram {
  return {
    steps: steps(rows, seconds, from, to),
    stepMillis: seconds * 1000,
    count: rows.reduce((sum, row) => sum + row.count, 0),
    errors: rows.reduce((sum, row) => sum + row.errors, 0),
  };
}

function extentOf(rows: StatsRow[], seconds: number): { from: number; to: number } | undefined {
  const starts = rows.flatMap((row) =>
    row.bucket_start_time_unix_nano === null ? [] : nanosToMillis(row.bucket_start_time_unix_nano),
  );
  if (starts.length === 0) return undefined;
  const least = starts.reduce((a, b) => Math.min(a, b));
  const greatest = starts.reduce((a, b) => Math.max(a, b));
  return { from: least, to: greatest + seconds * 1000 };
}
