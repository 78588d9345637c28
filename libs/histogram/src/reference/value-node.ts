import type { GrowthProblem, Target } from '../growth.ts';
import { levelMeans } from './level-means.ts';
import type { Sides } from './scan.ts';
import type { NodeTask } from './task.ts';

type Values = Extract<Target, { kind: 'regression' }>;

/**
 * Nodes of a regression tree. Deviations from the node's own mean are added up, so that a large offset of
 * the target costs no digits; they sum to 0 over the node, so that the left side's sum suffices:
 * the squared error falls by sum^2 / leftWeight + sum^2 / rightWeight.
 */
export function valueTask(_: GrowthProblem, target: Values): NodeTask {
  return (samples) => {
    const { rows, weights } = samples;
    let weight = 0;
    let total = 0;
    let least = Infinity;
    let most = -Infinity;
    rows.forEach((row, i) => {
      const value = target.values[row]!;
      weight += weights[i]!;
      total += weights[i]! * value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    });
    const mean = total / weight;
    const deviations = Float64Array.from(
      rows,
      (row, i) => weights[i]! * (target.values[row]! - mean),
    );
    let leftWeight = 0;
    let leftSum = 0;
    const sides: Sides = {
      start() {
        leftWeight = 0;
        leftSum = 0;
      },
      moveLeft(group) {
        let groupWeight = 0;
        let groupSum = 0;
        for (const i of group) {
          groupWeight += weights[i]!;
          groupSum += deviations[i]!;
        }
        leftWeight += groupWeight;
        leftSum += groupSum;
      },
      score() {
        const rightWeight = weight - leftWeight;
        const square = leftSum * leftSum;
        return rightWeight > 0 ? square / leftWeight + square / rightWeight : NaN;
      },
    };
    return {
      isPure: least === most,
      pureClass: undefined,
      answer: Float64Array.of(least === most ? least + 0 : mean), // -0 + 0 is 0
      weight,
      score: 0,
      sides,
      levelsOf: (codes) => levelMeans(codes, deviations, samples),
    };
  };
}
