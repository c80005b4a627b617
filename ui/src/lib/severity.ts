/** A severity as people call it, from OpenTelemetry's number, else from the sender's own word. */
export function severityName(severityNumber: number, text: string): string {
  const name = NAMES[Math.floor((severityNumber - 1) / 4)];
  return severityNumber >= 1 && name !== undefined ? name : text.toUpperCase();
}

const NAMES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** The lowest number of each severity that lists can be narrowed to. */
export const SEVERITIES = [
  { label: 'All', least: 0 },
  { label: 'Info', least: 9 },
  { label: 'Warn', least: 13 },
  { label: 'Error', least: 17 },
] as const;

/** How loud it is shown. */
export function severityTone(severityNumber: number): 'quiet' | 'plain' | 'warn' | 'bad' {
  if (severityNumber >= 17) return 'bad';
  if (severityNumber >= 13) return 'warn';
  return severityNumber >= 1 && severityNumber < 9 ? 'quiet' : 'plain';
}
