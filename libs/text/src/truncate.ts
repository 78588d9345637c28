/** At most `length` characters (code points); a longer text ends in `…`, which counts as one of them. */
export function truncate(text: string, length: number): string {
  // A character takes at most two units, so these units hold more than `length` characters if the text does.
  const characters = Array.from(text.slice(0, 2 * length + 1));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}
