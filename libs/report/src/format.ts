/** A share or a score: four decimals. */
export function four(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(4);
}

/** A quantity of any size: so many significant digits, 4 by default. */
export function short(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return 'none';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return rounded.toExponential();
  // Four digits stay together: they may be a year.
  const useGrouping = size >= 10_000;
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 12, useGrouping });
}

/** 12345 as 12,345. */
export function whole(value: number): string {
  return value.toLocaleString('en-US');
}

/** 0.123 as 12.3 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

/** At most so many characters, with a sign that something is missing. */
export function cut(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}

/**
 * Names that are at most so long. Where some that differ would be cut to the same text, all long ones keep their
 * end too: `a kind w…wn: 3`.
 *
 * @param length at least 3
 */
export function cutNames(names: readonly string[], length: number): string[] {
  const short = names.map((name) => cut(name, length));
  if (new Set(short).size === new Set(names).size) return short;
  return names.map((name) => {
    const characters = Array.from(name);
    if (characters.length <= length) return name;
    const end = Math.floor((length - 1) / 2);
    const start = characters.slice(0, length - 1 - end).join('');
    return `${start}…${characters.slice(-end).join('')}`;
  });
}

/** `1 row`, `2 rows`; for nouns whose plural ends in s or is given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${whole(number)} ${number === 1 ? noun : plural}`;
}
