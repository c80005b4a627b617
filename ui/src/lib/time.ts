/** The ranges offered everywhere, with their length; "all" has none. */
export const RANGES = {
  '15m': { label: 'Last 15 minutes', seconds: 900 },
  '1h': { label: 'Last hour', seconds: 3_600 },
  '6h': { label: 'Last 6 hours', seconds: 21_600 },
  '24h': { label: 'Last 24 hours', seconds: 86_400 },
  '7d': { label: 'Last 7 days', seconds: 604_800 },
  '30d': { label: 'Last 30 days', seconds: 2_592_000 },
  all: { label: 'All time', seconds: null },
} as const;

export type RangeName = keyof typeof RANGES;

/** A range of time as the URL says it: a name that moves with the clock, or two moments in epoch milliseconds. */
export interface TimeRange {
  range?: RangeName;
  from?: number;
  to?: number;
}

export function isRangeName(text: unknown): text is RangeName {
  return typeof text === 'string' && Object.hasOwn(RANGES, text);
}

/** The moments a range stands for now, in epoch milliseconds; an open end is undefined. */
export function resolveRange(range: TimeRange, nowMillis: number): { from?: number; to?: number } {
  if (range.from !== undefined || range.to !== undefined) return { from: range.from, to: range.to };
  const seconds = RANGES[range.range ?? 'all'].seconds;
  return seconds === null ? {} : { from: nowMillis - seconds * 1000 };
}

/** The width of a step, in seconds, that cuts a range into some 60 steps of a length people know. */
export function bucketSeconds(rangeSeconds: number): number {
  const wanted = rangeSeconds / 60;
  return STEPS.find((step) => step >= wanted) ?? 86_400 * Math.ceil(wanted / 86_400);
}

const STEPS = [10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

/** Epoch nanoseconds, as the API gives them, in milliseconds. */
export function nanosToMillis(unixNano: string): number {
  return Number(BigInt(unixNano) / 1000n) / 1000;
}

/** "14:02:11.482" today, else "Nov 20 14:02:11". */
export function formatMoment(millis: number, nowMillis: number): string {
  const date = new Date(millis);
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  if (date.toDateString() === new Date(nowMillis).toDateString()) {
    return `${time}.${date.getMilliseconds().toString().padStart(3, '0')}`;
  }
  const day = `${MONTHS[date.getMonth()]} ${date.getDate()}`;
  return date.getFullYear() === new Date(nowMillis).getFullYear()
    ? `${day} ${time}`
    : `${date.getFullYear()} ${day} ${time.slice(0, 5)}`;
}

/** "just now", "4 min ago", "3 h ago", "2 d ago". */
export function formatAgo(millis: number, nowMillis: number): string {
  const seconds = Math.round((nowMillis - millis) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

function pad(value: number): string {
  return value.toString().padStart(2, '0');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
