/** JSON for reading: indented, but lists of numbers on one line. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /\[\s+((?:-?[\d.e+-]+,\s+)*-?[\d.e+-]+)\s+\]/g,
    (_whole, numbers: string) => `[${numbers.replaceAll(/\s+/g, ' ')}]`,
  );
}
