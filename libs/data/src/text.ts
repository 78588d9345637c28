import { printable } from '@lambda-forest/text';

const MAX_SHOWN_CHARACTERS = 40;

/** Text from a file as a message shows it: in quotes, on one line, never long, nothing in it invisible. */
export function quote(text: string): string {
  const isLong = text.length > MAX_SHOWN_CHARACTERS;
  return printable(JSON.stringify(isLong ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text));
}
