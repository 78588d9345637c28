import type { BlendOptions } from '../blend-options.ts';
import type { FoldFit, Validated } from './fold-fits.ts';

interface Finalist {
  readonly fits: readonly FoldFit[];
  readonly validated: Validated;
}

interface Blend extends Finalist {
  readonly options: BlendOptions;
}

/**
 * The mean of a forest and boosted trees, whose held-out answers are known without another fit: what each of them makes
 * of chance differs, and half of it cancels out.
 *
 * @param finalists of the same folds, at most one of each learner
 * @returns undefined where one of the two is missing
 */
export function blendOf(finalists: readonly Finalist[]): Blend | undefined {
  const [one, other] = finalists;
  const options = finalists.map(({ validated }) => validated.options);
  const forest = options.find((each) => each.learner === 'forest');
  const boosting = options.find((each) => each.learner === 'boosting');
  if (forest === undefined || boosting === undefined) return undefined;
  const blend: BlendOptions = { learner: 'blend', forest, boosting };
  const folds = one!.validated.folds.map((fold, i) => {
    const others = other!.validated.folds[i]!.scores;
    return { ...fold, scores: fold.scores.map((score, at) => (score + others[at]!) / 2) };
  });
  return { options: blend, fits: one!.fits, validated: { options: blend, folds } };
}
