import { printable } from '@lambda-forest/text';

const MAX_CHARACTERS = 40;

/** Text from a file as a message shows it: in quotes, on one line, never long, nothing in it invisible. */
export function quote(text: string): string {
  const characters = Array.from(text);
  const isLong = characters.length > MAX_CHARACTERS;
  return printable(
    JSON.stringify(isLong ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : text),
  );
}

/** At most so many names, and a count of the rest. */
export function enumerate(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).map(quote).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
