/** Reads documents whose members may be missing: a missing one is undefined, never an error. */

export function memberAt(document: unknown, ...path: readonly string[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

export function numberAt(document: unknown, ...path: readonly string[]): number | undefined {
  const value = memberAt(document, ...path);
  return typeof value === 'number' ? value : undefined;
}

export function textAt(document: unknown, ...path: readonly string[]): string | undefined {
  const value = memberAt(document, ...path);
  return typeof value === 'string' ? value : undefined;
}

export function listAt(document: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = memberAt(document, ...path);
  return Array.isArray(value) ? value : [];
}
