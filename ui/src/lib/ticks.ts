/** Round moments between 0 and `extentNs`, at most `most` of them, for the axis of a timeline. */
export function ticks(extentNs: number, most: number): number[] {
  const rough = extentNs / Math.max(1, most);
  const step = STEPS_NS.find((candidate) => candidate >= rough) ?? 3_600e9 * Math.ceil(rough / 3_600e9);
  const result: number[] = [];
  for (let at = 0; at <= extentNs; at += step) result.push(at);
  return result;
}

const STEPS_NS = [
  ...[1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1e9),
];

/** A tick's label: as short as its step allows. */
export function tickLabel(ns: number, extentNs: number): string {
  if (ns === 0) return '0';
  if (extentNs < 2e3) return `${ns} ns`;
  if (extentNs < 2e6) return `${trim(ns / 1e3)} µs`;
  if (extentNs < 2e9) return `${trim(ns / 1e6)} ms`;
  if (extentNs < 120e9) return `${trim(ns / 1e9)} s`;
  const minutes = Math.floor(ns / 60e9);
  const seconds = Math.round((ns % 60e9) / 1e9);
  return `${minutes}:${seconds.toString().padStart(2, '0')}`;
}

function trim(value: number): string {
  return Number(value.toFixed(2)).toString();
}
