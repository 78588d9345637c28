import { countTerms, square, weightTimesLog } from '../impurity.ts';
import type { Term } from '../impurity.ts';
import type { GrowthProblem, Target } from '../growth.ts';
import { ClassSums } from './class-sums.ts';
import { levelSignal } from './level-signal.ts';
import type { LevelOrder } from './level-signal.ts';
import type { Samples } from './node.ts';
import { countSamples } from './node.ts';
import type { Sides } from './scan.ts';
import type { NodeTask } from './task.ts';

type Classes = Extract<Target, { kind: 'classification' }>;

/** Nodes of a classification tree. `term` is the criterion's; see impurity.ts. */
export function classTask(problem: GrowthProblem, target: Classes, bag: Samples): NodeTask {
  const { classCount } = target;
  const isEntropy = problem.limits.criterion === 'entropy';
  const term = isEntropy ? entropyTerm(problem, bag) : square;
  const sums = () => new ClassSums(classCount, term, isEntropy);

  return (samples) => {
    const klass = Int32Array.from(samples.rows, (row) => target.values[row]!);
    const node = sums();
    klass.forEach((k, i) => node.add(k, samples.weights[i]!));
    const left = sums();
    const right = sums();
    const sides: Sides = {
      start() {
        left.clear();
        right.copy(node);
      },
      moveLeft(group) {
        for (const i of group) {
          left.add(klass[i]!, samples.weights[i]!);
          right.remove(klass[i]!, samples.weights[i]!);
        }
      },
      score: () => (right.weight > 0 ? left.purity() + right.purity() : NaN),
    };
    return {
      isPure: klass.every((k) => k === klass[0]),
      pureClass: klass[0]!,
      answer: node.ofClass.map((weight) => weight / node.weight),
      weight: node.weight,
      score: node.purity(),
      sides,
      levelsOf: (codes) => levelShares(codes, klass, samples, node),
    };
  };
}

function entropyTerm(problem: GrowthProblem, bag: Samples): Term {
  if (problem.weights !== undefined) return weightTimesLog;
  const terms = countTerms(countSamples(bag));
  return (count) => terms[count]!;
}

/**
 * The order of levels: the share of one class. With two classes either will do; with more it is the class
 * whose share varies most between the levels (the largest weighted variance), as an approximation of the first
 * principal component that Coppersmith, Hong and Hosking (1999) order by.
 */
function levelShares(
  codes: Uint16Array,
  klass: Int32Array,
  { weights }: Samples,
  node: ClassSums,
): LevelOrder {
  const classCount = node.ofClass.length;
  const levels = new Map<number, { weight: number; ofClass: Float64Array }>(); // in order of first appearance
  let squares = 0;
  codes.forEach((code, i) => {
    let level = levels.get(code);
    if (level === undefined) {
      level = { weight: 0, ofClass: new Float64Array(classCount) };
      levels.set(code, level);
    }
    level.weight += weights[i]!;
    level.ofClass[klass[i]!]! += weights[i]!;
    squares += weights[i]! * weights[i]!;
  });
  const between = (k: number): number => {
    let spread = 0;
    for (const { weight, ofClass } of levels.values()) {
      spread += (ofClass[k]! * ofClass[k]!) / weight;
    }
    return spread - (node.ofClass[k]! * node.ofClass[k]!) / node.weight;
  };
  let chosen = classCount === 2 ? 1 : 0;
  if (classCount > 2) {
    let widest = -Infinity;
    for (let k = 0; k < classCount; k++) {
      const spread = between(k);
      if (spread > widest) {
        widest = spread;
        chosen = k;
      }
    }
  }
  const share = node.ofClass[chosen]! / node.weight;
  const perFreedom = (squares / node.weight) * (share * (1 - share));
  return {
    answerOf: (code) => levels.get(code)!.ofClass[chosen]! / levels.get(code)!.weight,
    signal: levelSignal(levels.size, between(chosen), perFreedom),
  };
}
