import { truncate } from '@lambda-forest/text';

/** Making a format takes longer than a page of numbers, so there is one for each. */
const [PLAIN, GROUPED] = [false, true].map(
  (useGrouping) => new Intl.NumberFormat('en-US', { maximumFractionDigits: 12, useGrouping }),
) as [Intl.NumberFormat, Intl.NumberFormat];

/** A quantity of any size with a number of significant digits, 4 by default. */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return 'none';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return rounded.toExponential();
  // Four digits are not grouped: they may be a year.
  return (size >= 10_000 ? GROUPED : PLAIN).format(rounded);
}

/** 0.123 as 12.3 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

/**
 * Names of at most `length` characters. If truncating would make different names equal, all long names keep their
 * end as well, `a kind w…wn: 3`; and those that are still equal, what follows the beginning that they share.
 *
 * @param length at least 3
 */
export function truncateNames(names: readonly string[], length: number): string[] {
  const truncated = names.map((name) => truncate(name, length));
  const different = [...new Set(names)];
  if (new Set(truncated).size === different.length) return truncated;
  const alike = Map.groupBy(different, (name) => keepEnds(name, length));
  return names.map((name) => {
    const short = keepEnds(name, length);
    const group = alike.get(short)!;
    return group.length === 1 ? short : keepDifference(name, group, length);
  });
}

function keepEnds(name: string, length: number): string {
  const characters = Array.from(name);
  if (characters.length <= length) return name;
  const end = Math.floor((length - 1) / 2);
  const start = characters.slice(0, length - 1 - end).join('');
  return `${start}…${characters.slice(-end).join('')}`;
}

/** @param group the name and others that begin and end like it */
function keepDifference(name: string, group: readonly string[], length: number): string {
  const [first = [], ...others] = group.map((each) => Array.from(each));
  const shared = first.findIndex((character, i) => others.some((other) => other[i] !== character));
  const start = Math.floor(length / 3);
  const characters = Array.from(name);
  const rest = truncate(characters.slice(shared).join(''), length - start - 1);
  return `${characters.slice(0, start).join('')}…${rest}`;
}

/** The sentences that apply, one after the other; undefined if there are none. */
export function joinNotes(...notes: readonly (string | undefined)[]): string | undefined {
  const present = notes.filter((note) => note !== undefined);
  return present.length === 0 ? undefined : present.join(' ');
}
