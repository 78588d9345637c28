/** INVISIBLE SEPARATOR: `quote` and `printable` escape it, so no text of a user's can hold a mark. */
const MARK = '\u2063';

const MARKED = /\u2063([a-z-]+)\u2063/g;

/**
 * The mark of an option in a message: libraries name it, and the program that shows the message spells it as its
 * users write it. A text that was never spelled shows the name.
 *
 * ```ts
 * `Name another column with ${option('group-column')}.`;
 * ```
 *
 * @param name lower case, words joined by hyphens
 */
export function option(name: string): string {
  return `${MARK}${name}${MARK}`;
}

/** The text with every option spelled. */
export function spellOptions(text: string, spell: (name: string) => string): string {
  return text.replace(MARKED, (_, name: string) => spell(name));
}
