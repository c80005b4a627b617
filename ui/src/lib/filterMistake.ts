/** A filter cut around the word, the number or the sign that stands at a position. */
export function mistakeIn(
  filter: string,
  position: number,
): { before: string; wrong: string; after: string } {
  const at = Math.max(0, Math.min(position, filter.length));
  const [wrong = ''] = /^(?:[\w.-]+|'[^']*'?|"[^"]*"?|\S)/.exec(filter.slice(at)) ?? [];
  return { before: filter.slice(0, at), wrong, after: filter.slice(at + wrong.length) };
}
