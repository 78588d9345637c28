/**
 * When two golden files are equal: in JSON the same structure, the same text and numbers within a
 * tolerance (another processor may round the last digit differently); otherwise the same bytes.
 */

/** Relative to the larger number, or absolute if both are below 1. */
const TOLERANCE = 1e-13;

/**
 * @param path only its extension matters
 * @param made what a script just wrote
 * @param committed what is in the repository
 * @returns the first difference, in words
 */
export function findDifference(path: string, made: Buffer, committed: Buffer): string | undefined {
  if (made.equals(committed)) return undefined;
  if (!path.endsWith('.json')) return `${committed.length} and ${made.length} bytes that differ`;
  return differenceOf('$', parse(made), parse(committed));
}

/** @param place where in the document, such as `$.macro.f1` */
function differenceOf(place: string, made: unknown, committed: unknown): string | undefined {
  if (typeof made === 'number' && typeof committed === 'number') {
    const scale = Math.max(1, Math.abs(made), Math.abs(committed));
    if (Math.abs(made - committed) <= TOLERANCE * scale) return undefined;
  } else if (isObject(made) && isObject(committed) && keysOf(made) === keysOf(committed)) {
    for (const key of Object.keys(made)) {
      const difference = differenceOf(`${place}.${key}`, made[key], committed[key]);
      if (difference !== undefined) return difference;
    }
    return undefined;
  } else if (made === committed) {
    return undefined;
  }
  return `${place} is ${shorten(committed)}, regenerated it is ${shorten(made)}`;
}

function parse(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // not JSON: compared as text
  }
}

/** Arrays included: their keys are their indices. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function keysOf(value: Record<string, unknown>): string {
  return JSON.stringify([Array.isArray(value), Object.keys(value).sort()]);
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
