/** Moments of which some name their zone and others do not, which are then taken for UTC. */
export interface MixedZones {
  /** One of each. */
  readonly zoned: string;
  readonly bare: string;
}

/** A day alone has no zone anywhere. */
const TIME_OF_DAY = /\d[T\s,:]\s?\d{1,2}[:.]\d\d/;
const ZONE = /(?:Z|UTC|GMT|\d\s?[+-]\d{2}(?::?\d{2})?)$/i;

/** @param words distinct, trimmed, not missing: date-times */
export function mixedZones(words: readonly string[]): MixedZones | undefined {
  const moments = words.filter((word) => TIME_OF_DAY.test(word));
  const zoned = moments.find((word) => ZONE.test(word));
  if (zoned === undefined) return undefined;
  const bare = moments.find((word) => !ZONE.test(word));
  return bare === undefined ? undefined : { zoned, bare };
}
