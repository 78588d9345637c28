import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

import type { ForestOptions } from '../forest-options.ts';

/** The options that a search varies, each with its values; the others stay as they are. */
export type SearchSpace = {
  readonly [Name in SearchedOption]?: readonly ForestOptions[Name][];
};

type SearchedOption = GrowthOption | 'maxFeatures' | 'criterion' | 'splitter';
type GrowthOption = 'maxDepth' | 'minSamplesSplit' | 'minSamplesLeaf';

/**
 * Values from fully grown to coarse, about evenly spaced in their effect: what usually matters for a
 * forest, in the order of importance.
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
 * itself, so that a search never ends with a worse result than the base options.
 *
 * @param count how many to draw, at least 1; fewer are returned if the space has fewer combinations
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
  // Duplicates become likely when few combinations are left: the bound ends the drawing.
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
