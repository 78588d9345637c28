/** How many there are, as messages say it: `1 row`, `2,000 rows`; for nouns whose plural ends in s. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
