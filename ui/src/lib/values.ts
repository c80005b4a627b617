/** The tree in a text that is JSON of an object or array; undefined for any other text. */
export function parseJsonText(text: string): object | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A value as text to copy: text as it is, anything else as indented JSON. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether two values say the same, also when one is the JSON text of the other. */
export function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  const parsed = typeof value === 'string' ? (parseJsonText(value) ?? value) : value;
  return JSON.stringify(parsed) ?? '';
}
