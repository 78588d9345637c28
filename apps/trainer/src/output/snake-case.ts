import type { JsonValue } from '@lambda-forest/serializer';

/**
 * The same JSON with keys as `created_at` instead of `createdAt`: how every JSON file and answer of this
 * product spells them. Values, names of features and classes among them, stay as they are.
 */
export function snakeCaseKeys(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(snakeCaseKeys);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => [snakeCase(key), snakeCaseKeys(one)]),
    );
  }
  return value as JsonValue;
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
