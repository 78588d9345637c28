import { Xoshiro128 } from '../random/xoshiro128.ts';
import { treeSeed } from '../random/seeds.ts';
import type { BoostingProblem } from './boosting.ts';

/** What is drawn for one round, rows first. */
export interface RoundDraws {
  /** The rows of the fit that the round's trees are grown on, and the others, both ascending; undefined for all. */
  rows(): Draw | undefined;
  /** For the next tree: whether its splits may be of a feature. */
  features(): (feature: number) => boolean;
}

interface Draw {
  readonly drawn: Uint32Array;
  readonly left: Uint32Array;
}

export function drawRound(
  { table, rows, limits, randomState }: BoostingProblem,
  round: number,
): RoundDraws {
  const seed = treeSeed(randomState, round);
  const random = new Xoshiro128(seed.growth);
  return {
    rows: () =>
      limits.rowFraction >= 1
        ? undefined
        : draw(rows.length, limits.rowFraction, new Xoshiro128(seed.bag)),
    features() {
      if (limits.featureFraction >= 1) return () => true;
      const { drawn } = draw(table.features.length, limits.featureFraction, random);
      return (feature) => drawn.includes(feature);
    },
  };
}

/** A share of 0 to count - 1, at least one, ascending: each is taken with the chance that is left (Knuth's algorithm S). */
function draw(count: number, fraction: number, random: Xoshiro128): Draw {
  const drawn = new Uint32Array(Math.max(1, Math.round(fraction * count)));
  const left = new Uint32Array(count - drawn.length);
  let taken = 0;
  for (let i = 0; i < count; i++) {
    if (random.fraction() * (count - i) < drawn.length - taken) drawn[taken++] = i;
    else left[i - taken] = i;
  }
  return { drawn, left };
}
