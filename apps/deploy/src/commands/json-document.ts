/** The JSON document of a command: two blanks deep, every key in snake_case as in all of our JSON. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(snakeCaseKeys(value), undefined, 2)}\n`;
}

function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCaseKeys(inner),
    ]),
  );
}
