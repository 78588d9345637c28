import { printable } from '@lambda-forest/errors';

const MAX_SHOWN_CHARACTERS = 40;

/** Text from a file as a message shows it: in quotes, on one line, never long, nothing in it invisible. */
export function quote(text: string): string {
  const isLong = text.length > MAX_SHOWN_CHARACTERS;
  return printable(JSON.stringify(isLong ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text));
}

/** `1 row`, `2 rows`; for nouns whose plural ends in s. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
