/** Nanoseconds as people read them: "840 µs", "1.24 s", "3 min 05 s". */
export function formatDuration(ns: number): string {
  if (ns < 1e3) return `${Math.round(ns)} ns`;
  if (ns < 999_500) return `${three(ns / 1e3)} µs`;
  if (ns < 999_500_000) return `${three(ns / 1e6)} ms`;
  if (ns < 59_995_000_000) return `${(ns / 1e9).toFixed(ns < 9.995e9 ? 2 : 1)} s`;
  const seconds = Math.round(ns / 1e9);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

function three(value: number): string {
  return value < 9.995 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value).toString();
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}

/** A count in few characters: 950, 1.2k, 34k, 5.6M. */
export function formatCount(count: number): string {
  if (count < 1000) return count.toString();
  for (const [unit, letter] of COUNT_UNITS) {
    if (count >= unit * 0.9995) {
      const scaled = count / unit;
      return `${scaled < 9.95 ? scaled.toFixed(1).replace(/\.0$/, '') : Math.round(scaled)}${letter}`;
    }
  }
  return count.toString();
}

const COUNT_UNITS: [number, string][] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** A count in full, with separators. */
export function formatExact(count: number): string {
  return count.toLocaleString('en-US');
}

/** Dollars with as many digits as a small cost needs: $0.00042, $0.031, $1.27, $1,204. */
export function formatCost(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 1000) return `$${Math.round(usd).toLocaleString('en-US')}`;
  if (usd >= 0.995) return `$${usd.toFixed(2)}`;
  const digits = Math.min(9, Math.max(2, 1 - Math.floor(Math.log10(usd))));
  return `$${usd.toFixed(digits).replace(/0+$/, '').replace(/\.$/, '')}`;
}

/** A share of 1: 0 %, 0.4 %, 12 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent >= 9.95) return `${Math.round(percent)} %`;
  return `${percent < 0.1 ? '<0.1' : percent.toFixed(1).replace(/\.0$/, '')} %`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** One line of text for a cell: white space folded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatExact(count)} ${count === 1 ? one : many}`;
}
