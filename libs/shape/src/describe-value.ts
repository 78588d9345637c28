/** Longer texts are cut when they are quoted. */
const MAX_QUOTED = 40;

/** A value in a few words, on one line: scalars as JSON writes them, the rest by what it is. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const isScalar = value === null || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? String(value) : 'an object';
}

/** A text in quotes, cut if it is long, with control characters escaped so that it stays on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
}
