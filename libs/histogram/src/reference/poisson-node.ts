import type { Target } from '../growth.ts';
import { log2 } from '../log2.ts';
import { levelMeans } from './level-means.ts';
import type { Sides } from './scan.ts';
import type { NodeTask } from './task.ts';

type Values = Extract<Target, { kind: 'regression' }>;

/**
 * Nodes of a regression tree for counts and rates: a split lowers half the Poisson deviance, the sum of
 * weight (y ln(y / mean) + mean - y). As scikit-learn's `poisson`: no side may be all zeros, since a mean of 0
 * allows nothing but zeros.
 *
 * Only one term of the deviance changes with a split, total ln(total / weight) of each side, so that sums of
 * weights and of values suffice.
 *
 * @param target no value below 0
 */
export function poissonTask(target: Values): NodeTask {
  return (samples) => {
    const { rows, weights } = samples;
    const values = Float64Array.from(rows, (row, i) => weights[i]! * target.values[row]!);
    const ofNode = target.values[rows[0]!]!;
    const isPure = rows.every((row) => target.values[row] === ofNode);
    const weight = weights.reduce((sum, one) => sum + one, 0);
    const total = values.reduce((sum, one) => sum + one, 0);
    let leftWeight = 0;
    let leftTotal = 0;
    const sides: Sides = {
      start() {
        leftWeight = 0;
        leftTotal = 0;
      },
      moveLeft(group) {
        for (const i of group) {
          leftWeight += weights[i]!;
          leftTotal += values[i]!;
        }
      },
      score() {
        const rightWeight = weight - leftWeight;
        const rightTotal = total - leftTotal;
        if (!(rightWeight > 0 && leftTotal > 0 && rightTotal > LEAST_SHARE * total)) return NaN;
        return term(leftTotal, leftWeight) + term(rightTotal, rightWeight);
      },
    };
    return {
      isPure,
      pureClass: undefined,
      answer: Float64Array.of(isPure ? ofNode : total / weight),
      weight,
      score: isPure ? 0 : term(total, weight),
      sides,
      levelsOf: (codes) => {
        const mean = total / weight;
        return levelMeans(
          codes,
          values.map((value, i) => value - weights[i]! * mean),
          samples,
        );
      },
    };
  };
}

/** A total minus its parts may be a rounding error instead of 0. */
const LEAST_SHARE = 1e-12;

function term(total: number, weight: number): number {
  return total * log2(total / weight) * Math.LN2;
}
