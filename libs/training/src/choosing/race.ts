import type { Candidate } from './candidates.ts';
import type { Grow } from './grow-runs.ts';
import { compare, isBehind } from './runs.ts';
import type { Run } from './runs.ts';

interface Race {
  /** Folds after which a candidate may be left behind, and folds of the others. */
  readonly fewest: number;
  readonly most: number;
  readonly grow: Grow;
}

/**
 * Fits the candidates of a learner on fold after fold, all of them on one before any on the next; who is clearly behind
 * gets no further fold.
 *
 * @param others runs of other learners, on at least as many folds or left behind
 */
export async function race(
  candidates: readonly Candidate[],
  others: readonly Run[],
  { fewest, most, grow }: Race,
): Promise<Run[]> {
  const runs = new Map<Candidate, Run>();
  const before = (candidate: Candidate) =>
    candidates
      .slice(0, candidates.indexOf(candidate))
      .slice(-2)
      .map((one) => runs.get(one));
  let inRace = candidates;
  for (let count = fewest; count <= most; count++) {
    for (const candidate of inRace) {
      const known = runs.get(candidate);
      if (known === undefined && candidate.isNext === true && isFalling(before(candidate)))
        continue;
      runs.set(candidate, await grow(known ?? { ...candidate, fits: [] }, count));
    }
    const rivals = [...others, ...runs.values()].filter(({ fits }) => fits.length >= count);
    inRace = inRace.filter((candidate) => {
      const run = runs.get(candidate);
      return run === undefined || !isBehind(run, rivals);
    });
  }
  return [...runs.values()];
}

/** Whether the last run is worse than the one before it, or was not tried. */
function isFalling(runs: readonly (Run | undefined)[]): boolean {
  const last = runs.at(-1);
  const before = runs.at(-2);
  if (last === undefined) return true;
  return before !== undefined && compare(last, before).difference > 0;
}
