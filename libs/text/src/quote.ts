import { printable } from './printable.ts';
import { truncate } from './truncate.ts';

/** Forty of the text and an ellipsis. */
const MAX_CHARACTERS = 41;

/** Text of unknown origin as a message shows it: in double quotes, on one line, short, with nothing invisible. */
export function quote(text: string): string {
  return printable(JSON.stringify(truncate(text, MAX_CHARACTERS)));
}
