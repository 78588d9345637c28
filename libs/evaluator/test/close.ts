import { expect } from 'vitest';

/** Relative for numbers above 1, absolute below. */
const TOLERANCE = 1e-12;

/**
 * Expects equal structure, text and nulls, and numbers within 1e-12. Properties that `expected` does not have are not
 * compared, except in arrays.
 */
export function expectClose(actual: unknown, expected: unknown, place = '$'): void {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const scale = Math.max(1, Math.abs(actual), Math.abs(expected));
    const isClose = Math.abs(actual - expected) <= TOLERANCE * scale;
    expect(isClose, `${place} is ${actual}, expected ${expected}`).toBe(true);
  } else if (isObject(actual) && isObject(expected)) {
    if (Array.isArray(expected)) expect(actual, place).toHaveLength(expected.length);
    for (const key of Object.keys(expected)) {
      expectClose(actual[key], expected[key], `${place}.${key}`);
    }
  } else {
    expect(actual, place).toBe(expected);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
