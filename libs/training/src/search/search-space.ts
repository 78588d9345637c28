import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

import type { ForestOptions } from '../forest-options.ts';

/** The options that a search tries out, each with the values it may take; the others stay as they are. */
export type SearchSpace = {
  readonly [Name in SearchedOption]?: readonly ForestOptions[Name][];
};

export type SearchedOption =
  'maxDepth' | 'minSamplesSplit' | 'minSamplesLeaf' | 'maxFeatures' | 'criterion' | 'splitter';

/**
 * Values from "as deep as it goes" to "coarse", about evenly spaced in their effect: what usually matters for a
 * forest, in the order in which it does.
 */
export const DEFAULT_SEARCH_SPACE: SearchSpace = {
  maxFeatures: [
    { kind: 'sqrt' },
    { kind: 'log2' },
    { kind: 'fraction', fraction: 0.33 },
    { kind: 'fraction', fraction: 0.5 },
    { kind: 'fraction', fraction: 0.75 },
    { kind: 'all' },
  ],
  minSamplesLeaf: [1, 2, 3, 5, 8, 13],
  maxDepth: [null, 6, 10, 16],
  minSamplesSplit: [2, 5, 10],
};

/**
 * Different combinations of the space's values, drawn at random, each on top of `base`. The first one is `base`
 * itself, so that a search never ends with less than the options it started from.
 *
 * @param count how many are wanted, at least 1; fewer come if the space has fewer combinations
 */
export function drawCandidates(
  space: SearchSpace,
  base: ForestOptions,
  count: number,
  random: RandomGenerator,
): ForestOptions[] {
  const names = Object.keys(space) as SearchedOption[];
  const values = names.map((name) => space[name] ?? []);
  const combinations = values.reduce((product, { length }) => product * length, 1);
  const candidates = new Map([[JSON.stringify(base), base]]);
  // Drawing what was drawn before becomes likely when few are left: a bound keeps that finite.
  const attempts = 50 * Math.min(count, combinations);
  for (let attempt = 0; attempt < attempts && candidates.size < count; attempt++) {
    const drawn = names.map((name, i) => {
      const choices = values[i]!;
      return [name, choices[uniformInt(random, 0, choices.length - 1)]];
    });
    const candidate = { ...base, ...(Object.fromEntries(drawn) as Partial<ForestOptions>) };
    candidates.set(JSON.stringify(candidate), candidate);
  }
  return [...candidates.values()];
}
