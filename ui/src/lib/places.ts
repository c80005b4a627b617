/** A pattern for a text that is looked for: in any case unless asked, and one space stands for any white space. */
export function patternOf(wanted: string, caseSensitive = false): RegExp | null {
  const words = wanted
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replaceAll('\\-', '-'));
  return new RegExp(escaped.join('\\s+'), caseSensitive ? 'gu' : 'giu');
}

/** Where the pattern is in a text, as [start, end] pairs; at most so many. */
export function placesOf(pattern: RegExp, text: string, most = 1_000): [number, number][] {
  const places: [number, number][] = [];
  for (const match of text.matchAll(pattern)) {
    places.push([match.index, match.index + match[0].length]);
    if (places.length >= most) break;
  }
  return places;
}

/** A text in pieces, the marked ones apart. Pairs are [start, end], in order and without overlaps. */
export function pieces(
  text: string,
  marks: readonly (readonly number[])[],
): { text: string; marked: boolean }[] {
  const result: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [start = 0, end = 0] of marks) {
    if (start < at || end > text.length || end <= start) continue;
    if (start > at) result.push({ text: text.slice(at, start), marked: false });
    result.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) result.push({ text: text.slice(at), marked: false });
  return result;
}
