import { PALETTE } from '../charts/theme.ts';

/** Classes that get a line in a chart, with their colours. */
export interface ChosenClass {
  /** Index in the schema. */
  readonly index: number;
  readonly name: string;
  readonly color: string;
}

/**
 * The classes to draw: all if there are enough colours, otherwise those that `rank` puts first.
 *
 * @param rank smaller for classes that are more worth seeing
 */
export function chooseClasses(
  classes: readonly string[],
  rank: (index: number) => number,
  most = PALETTE.length,
): readonly ChosenClass[] {
  return classes
    .map((name, index) => ({ name, index, rank: rank(index) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
    .map(({ name, index }, place) => ({ name, index, color: PALETTE[place % PALETTE.length]! }));
}

/** A note on the classes that were left out, if any were. */
export function leftOutNote(shown: number, all: number, which: string): string | undefined {
  return shown === all ? undefined : `Of ${all} classes, the ${shown} ${which}.`;
}
