/** JSON as this product writes it into files and onto stdout: indented, but a list of numbers on one line. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/\[\n\s+(-?\d[^[\]{}"]*?)\n\s*\]/g, (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`)}\n`;
}
