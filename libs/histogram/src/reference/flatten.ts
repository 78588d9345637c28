import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';

import type { GrownTree, GrowthProblem } from '../growth.ts';
import type { GrowingNode } from './growing-node.ts';

/** Writes a tree of objects as arrays, in preorder. */
export function flatten(
  { target }: GrowthProblem,
  root: GrowingNode,
  importances: Float64Array,
): GrownTree {
  const feature: number[] = [];
  const flags: number[] = [];
  const cut: number[] = [];
  const above: number[] = [];
  const next: number[] = [];
  const answers: number[] = [];
  const setBits: number[] = [];
  const classCount = target.kind === 'classification' ? target.classCount : 0;
  let answerCount = 0;

  const stack: { node: GrowingNode; parent: number | undefined }[] = [
    { node: root, parent: undefined },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, parent } = top;
    const at = feature.length;
    if (parent !== undefined) next[parent] = at; // a right child
    if (node.children === undefined) {
      const { isPure, pureClass, answer } = node.summary;
      const pure = isPure ? pureClass : undefined;
      feature.push(LEAF);
      flags.push(0);
      cut.push(0);
      above.push(0);
      next.push(pure ?? classCount + answerCount++);
      if (pure === undefined) answers.push(...answer);
      continue;
    }
    const { rule, left, right } = node.children;
    const missing = rule.missingLeft ? MISSING_LEFT : 0;
    feature.push(rule.feature);
    if (rule.test.kind === 'numeric') {
      flags.push(missing);
      cut.push(rule.test.cut);
      above.push(rule.test.above);
    } else {
      flags.push(missing | CATEGORICAL);
      cut.push(setBits.length);
      above.push(0);
      setBits.push(...rule.test.bits);
    }
    next.push(0);
    stack.push({ node: right, parent: at }, { node: left, parent: undefined });
  }
  return {
    feature: Int32Array.from(feature),
    flags: Uint8Array.from(flags),
    cut: Uint32Array.from(cut),
    above: Uint16Array.from(above),
    next: Uint32Array.from(next),
    answers: Float64Array.from(answers),
    setBits: Uint32Array.from(setBits),
    importances,
  };
}
