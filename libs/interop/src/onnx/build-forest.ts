import { ForestBuilder, LINK_KINDS } from '@lambda-forest/forest';
import type { Forest, Link } from '@lambda-forest/forest';
import { count, formatInteger } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { requireLevels } from '../foreign-model.ts';
import { addTree } from '../preorder.ts';
import { joinedNodeAt } from './ensemble.ts';
import type { Ensemble, Leaf } from './ensemble.ts';
import type { Features } from './features.ts';
import { FLOAT } from './proto.ts';
import { toShares } from './to-shares.ts';
import type { AnswerValue } from './values.ts';

/** Of all leaves: 800 MB. */
const MAX_NUMBERS = 100_000_000;

/** @throws {ForeignModelError} for a combination of trees that a forest cannot say */
export function buildForest(answer: AnswerValue, features: Features, isClasses: boolean): Forest {
  const { ensemble, form } = answer;
  const scores = form === 'scores' && answer.table ? answer.table.dims[1]! : ensemble.targets;
  if (!isClasses && scores !== 1)
    throw refused(count(scores, 'target'), 'Train a model for each target.');
  requireLevels('classes', scores);
  const link = linkOf(answer, scores, isClasses);
  const isShares = isClasses && link.kind === 'identity';
  const isMean = isMeanOf(answer, scores);
  const outputs = isClasses ? Math.max(2, scores) : 1;
  const { base } = ensemble;
  const hasBase = base.some((value) => value !== 0);
  if (hasBase && (isMean || isShares))
    throw refused('base values of averages', 'Import a file of the library that trained it.');
  const oneScoreATree =
    scores > 1 &&
    answer.table === undefined &&
    !isShares &&
    !ensemble.isAverage &&
    hasOneTarget(ensemble);
  if (!oneScoreATree) requireNumbers(ensemble, outputs);
  const builder = new ForestBuilder(features.columns.length, outputs, {
    aggregation: isMean || isShares ? 'mean' : 'sum',
    link,
    roundsInputs: features.roundsInputs,
    roundsScores: !isShares && (answer.table ? answer.table.type === FLOAT : !ensemble.isDouble),
    oneScoreATree,
  });
  const rowOf = rowsOf(answer, scores);
  const answers = (leaf: Leaf, tree: number) => {
    const row = rowOf(leaf, tree);
    if (isShares) return toShares(row, isMean ? 1 : ensemble.trees.length, ensemble.where);
    return oneScoreATree ? [leaf.weights[0]![1]] : row;
  };
  ensemble.trees.forEach((tree, t) => {
    if (oneScoreATree) builder.startTree(targetOf(ensemble, t)!);
    addTree(builder, `tree ${t}`, tree.count, (index) => {
      const node = joinedNodeAt(tree, index);
      if (!('mode' in node)) return { leaf: answers(node, t) };
      const { split, passLeft } = features.splitOf(node);
      const [left, right] = passLeft ? [node.yes, node.no] : [node.no, node.yes];
      return { split, left, right };
    });
  });
  if (hasBase) addBase(builder, base, scores, oneScoreATree);
  return builder.build();
}

/** A file lists the weights that a leaf has; a forest has one for each output. */
function requireNumbers({ trees }: Ensemble, outputs: number): void {
  const nodes = trees.reduce((sum, { count }) => sum + count, 0);
  const numbers = ((nodes + trees.length) / 2) * outputs;
  if (numbers <= MAX_NUMBERS) return;
  throw refused(
    `leaves of ${count(numbers, 'number')} in all, more than ${formatInteger(MAX_NUMBERS)},`,
    'Train fewer trees, or a model for some of the classes.',
  );
}

/** Runtimes add base values to the sums in the end: so does a last tree of one leaf. */
function addBase(
  builder: ForestBuilder,
  base: readonly number[],
  scores: number,
  oneScoreATree: boolean,
): void {
  const values = base.length === 1 ? Array<number>(scores).fill(base[0]!) : base;
  if (values.length !== scores)
    throw damaged(`Found ${count(values.length, 'base value')} for ${count(scores, 'score')}.`);
  if (!oneScoreATree) builder.addLeaf(values);
  else {
    values.forEach((value, score) => {
      builder.startTree(score);
      builder.addLeaf([value]);
    });
  }
}

function linkOf({ form, link, factor }: AnswerValue, scores: number, isClasses: boolean): Link {
  const isOne = scores === 1;
  if (isClasses && isOne) {
    const isBinary = link === 'logistic' && (form === 'mirrored' || form === 'complement');
    if (isBinary) return { kind: 'binary-logistic', factor };
    if (link === 'softmax' && form === 'mirrored')
      return { kind: 'binary-logistic', factor: 2 * factor };
    if (link === 'identity' && form === 'complement' && factor === 1)
      return { kind: 'identity', factor };
    throw refused('scores of two classes', 'Convert a classifier with its probabilities.');
  }
  if (form === 'indices')
    throw refused('answers cut to whole numbers', 'Convert the model without that Cast.');
  const kind = form === 'scores' ? LINK_KINDS.find((known) => known === link) : undefined;
  if (kind === undefined || (factor !== 1 && link !== 'logistic'))
    throw refused('scores that are scaled', 'Import a file of the library that trained it.');
  return { kind, factor };
}

/** Sums that are divided by the number of their trees. */
function isMeanOf({ ensemble, divisors, table }: AnswerValue, scores: number): boolean {
  if (divisors.length === 0) return ensemble.isAverage;
  const counts = Array<number>(scores).fill(ensemble.trees.length);
  if (scores > 1 && table === undefined && hasOneTarget(ensemble)) {
    counts.fill(0);
    ensemble.trees.forEach((_, t) => counts[targetOf(ensemble, t)!]!++);
    counts.forEach((count, k) => (counts[k] = Math.max(1, count)));
  }
  const isMean = counts.every(
    (count, k) => (divisors.length === 1 ? divisors[0] : divisors[k]) === count,
  );
  if (isMean && !ensemble.isAverage) return true;
  throw refused(
    'sums divided by another number than that of their trees',
    'Import a file of the library that trained it.',
  );
}

/** Whether all leaves of each tree answer for the same target alone. */
function hasOneTarget(ensemble: Ensemble): boolean {
  return ensemble.trees.every((_, t) => targetOf(ensemble, t) !== undefined);
}

function targetOf({ trees }: Ensemble, t: number): number | undefined {
  const tree = trees[t]!;
  let target: number | undefined;
  for (let i = 0; i < tree.count; i++) {
    const node = tree.nodeAt(i);
    if ('mode' in node) continue;
    const [first] = node.weights;
    if (first === undefined || node.weights.length > 1) return undefined;
    if (target !== undefined && target !== first[0]) return undefined;
    target = first[0];
  }
  return target;
}

/** A number for each score. */
function rowsOf({ ensemble, table }: AnswerValue, scores: number) {
  return ({ weights }: Leaf, tree: number): number[] => {
    if (table === undefined) {
      const row = Array<number>(scores).fill(0);
      for (const [target, weight] of weights) row[target] = weight;
      return row;
    }
    const [target, index] = weights[0] ?? [];
    const isIndex =
      weights.length === 1 &&
      Number.isInteger(index) &&
      target === tree &&
      ensemble.targets === ensemble.trees.length;
    const row = isIndex ? table.numbers.slice(index! * scores, (index! + 1) * scores) : [];
    if (row.length === scores) return row;
    throw damaged(`Found a leaf in ${ensemble.where} that names no row of its table.`);
  };
}

function refused(what: string, remedy: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${what} in an ONNX model, which no model of ours says.`,
    remedy,
  );
}
