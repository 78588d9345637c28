/** Quotes any text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same, as it is where it needs no quotes. A backslash needs none: paths of Windows are typed into its own shells. */
export function shellWord(text: string): string {
  return /^[\w./\\:@-]+$/.test(text) ? text : shellQuote(text);
}
