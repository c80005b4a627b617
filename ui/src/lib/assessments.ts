import type { Assessment } from '@/api/types';

/** The name that thumbs are stored under. */
export const RATING = 'rating';

/** The thumb of a person that counts for a trace, or for one of its spans. */
export function ratingOf(assessments: readonly Assessment[], spanId: string | null): Assessment | undefined {
  return assessments.findLast(
    (each) =>
      each.valid &&
      each.span_id === spanId &&
      each.name === RATING &&
      each.source.type === 'HUMAN' &&
      typeof each.value === 'boolean',
  );
}

/** A value as people write it: true, 0.8 and {"a":1} are what they look like; anything else is text. */
export function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What {@link readValue} reads back as the same value: a text that looks like a number or a tree stands in quotes. */
export function writeValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  return readValue(value) === value ? value : JSON.stringify(value);
}

/** The newest first, each followed by those that it replaced, one after the other. */
export function inChains(assessments: readonly Assessment[]): Assessment[] {
  const byId = new Map(assessments.map((each) => [each.assessment_id, each]));
  const replaced = new Set(assessments.flatMap((each) => each.overrides ?? []));
  const chains: Assessment[] = [];
  const taken = new Set<string>();
  const take = (start: Assessment | undefined) => {
    for (let each = start; each && !taken.has(each.assessment_id); each = byId.get(each.overrides ?? '')) {
      taken.add(each.assessment_id);
      chains.push(each);
    }
  };
  const newestFirst = [...assessments].reverse();
  for (const each of newestFirst) if (!replaced.has(each.assessment_id)) take(each);
  for (const each of newestFirst) take(each);
  return chains;
}
