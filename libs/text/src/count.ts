import { formatInteger } from './format-number.ts';

/** A number of things as messages put it: `1 row`, `2,000 rows`. @param plural the noun with an s by default */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${formatInteger(number)} ${number === 1 ? noun : plural}`;
}
