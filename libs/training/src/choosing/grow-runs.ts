import type { FoldResult } from '../cross-validate.ts';
import { countSteps } from '../learner-options.ts';
import type { ChooseRequest } from './choose-request.ts';
import { fitFold, validated } from './fold-fits.ts';
import type { Run, Start } from './runs.ts';

/** Fits a candidate on further folds, until it has `count`, and judges it by all. */
export type Grow = (start: Start, count: number) => Promise<Run>;

/** @param first folds that all candidates may be fitted on; the best of each learner goes on to the others */
export function grower(request: ChooseRequest, first: number, judge: Judge): Grow {
  const { prepared, folds, candidates, onTree, signal, patience } = request;
  const most = candidates.map(({ options }) => countSteps(options));
  const learners = Map.groupBy(candidates.keys(), (index) => candidates[index]!.options.learner);
  const finals = [...learners.values()].map((ofOne) => Math.max(...ofOne.map((i) => most[i]!)));
  const total = sum(most) * first + sum(finals) * (folds.length - first);
  let finished = 0;
  return async ({ options, complexity, fits }, count) => {
    const all = [...fits];
    for (let fold = fits.length; fold < count; fold++) {
      const fit = await fitFold(prepared, fold, folds[fold]!, options, {
        onTree: (trees) => onTree?.(finished + trees, total),
        signal,
        patience: options.learner === 'boosting' ? patience : undefined,
      });
      all.push(fit);
      finished += countSteps(options);
      onTree?.(finished, total);
    }
    const found = validated(options, all);
    return { options, complexity, fits: all, validated: found, ...judge(found.folds) };
  };
}

/** The losses of held-out rows, and their weights. */
export type Judge = (folds: readonly FoldResult[]) => Pick<Run, 'losses' | 'weights'>;

export function judgeOf({ lossOf, weights }: ChooseRequest): Judge {
  return (folds) => {
    const rows = Uint32Array.from(folds.flatMap(({ validation }) => [...validation]));
    return {
      losses: Float64Array.from(
        folds.flatMap(({ validation, scores }) => [...lossOf(validation, scores)]),
      ),
      weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    };
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
