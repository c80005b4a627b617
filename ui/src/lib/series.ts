import type { StatsRow } from '@/api/types';
import { nanosToMillis } from './time';

/** One step of time, ready to be drawn. */
export interface Step {
  startMillis: number;
  good: number;
  errors: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  /** Null where nothing ended, so that a line has a gap and not a fall to zero. */
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

const MOST_STEPS = 400;

/**
 * Rows over time as steps of equal width without gaps, from `fromMillis` (or the first row) to `toMillis`. Steps are
 * aligned as the server's are, at multiples of their width since 1970.
 */
export function steps(
  rows: StatsRow[],
  bucketSeconds: number,
  fromMillis: number | undefined,
  toMillis: number,
): Step[] {
  const width = bucketSeconds * 1000;
  const byStart = new Map<number, StatsRow>();
  for (const row of rows) {
    if (row.bucket_start_time_unix_nano !== null)
      byStart.set(nanosToMillis(row.bucket_start_time_unix_nano), row);
  }
  if (byStart.size === 0) return [];
  const first = Math.min(
    ...byStart.keys(),
    fromMillis === undefined ? Infinity : Math.floor(fromMillis / width) * width,
  );
  const last = Math.max(...byStart.keys(), toMillis - 1);
  const result: Step[] = [];
  for (let at = Math.max(first, last - width * MOST_STEPS); at <= last; at += width) {
    result.push(stepOf(at, byStart.get(at)));
  }
  return result;
}

function stepOf(startMillis: number, row: StatsRow | undefined): Step {
  const ms = (ns: number | undefined) => (ns ? ns / 1e6 : null);
  return {
    startMillis,
    good: (row?.count ?? 0) - (row?.errors ?? 0),
    errors: row?.errors ?? 0,
    inputTokens: row?.usage.total_input ?? 0,
    outputTokens: row?.usage.total_output ?? 0,
    costUsd: row?.cost_usd ?? 0,
    p50Ms: ms(row?.p50_ns),
    p95Ms: ms(row?.p95_ns),
    p99Ms: ms(row?.p99_ns),
  };
}

/** The label of a step: the time of day, or the day when a step is a day or longer. */
export function stepLabel(millis: number, bucketSeconds: number, spanSeconds: number): string {
  const date = new Date(millis);
  const day = date.toLocaleDateString('en-US', { month: 'short', day: 'numeric' });
  if (bucketSeconds >= 86_400) return day;
  const time = date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: bucketSeconds < 60 ? '2-digit' : undefined,
  });
  return spanSeconds > 86_400 * 1.5 ? `${day} ${time}` : time;
}

/** The label of one of `ticks`: the day alone, when all of them begin one. */
export function axisLabel(
  millis: number,
  ticks: number[],
  bucketSeconds: number,
  spanSeconds: number,
): string {
  const days = ticks.every((tick) => new Date(tick).getHours() === 0 && new Date(tick).getMinutes() === 0);
  return stepLabel(millis, days ? 86_400 : bucketSeconds, spanSeconds);
}

/**
 * Where an axis of time says when it is: the first steps of round hours or days of the reader's clock, which part it in
 * `parts` at most.
 */
export function axisTicks(series: Step[], bucketSeconds: number, parts: number): number[] {
  const atLeast = Math.max(bucketSeconds, ((series.length - 1) * bucketSeconds) / parts);
  const seconds = AXIS_SECONDS.find((each) => each >= atLeast) ?? 86_400 * Math.ceil(atLeast / 86_400);
  const round = (millis: number) =>
    Math.floor((millis - new Date(millis).getTimezoneOffset() * 60_000) / (seconds * 1000));
  return series
    .map((step) => step.startMillis)
    .filter((millis) => round(millis) !== round(millis - bucketSeconds * 1000));
}

const AXIS_SECONDS = [
  ...[1, 5, 10, 15, 30],
  ...[1, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12, 24, 48].map((hours) => hours * 3_600),
];
