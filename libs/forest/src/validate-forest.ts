import { count } from '@lambda-forest/text';

import { oddMember } from './combination.ts';
import { InvalidForestError } from './errors.ts';
import { CATEGORICAL, LEAF, MISSING_LEFT, rowWidth, UNSEEN_APART, ZERO_MISSING } from './forest.ts';
import type { Forest, LinearRows } from './forest.ts';

/**
 * Checks everything that `predictRow` trusts, so that a forest from outside can neither read past an array
 * nor walk in a circle: lengths, ranges, and that each tree is one complete preorder walk. A number that
 * `Forest` says is 0 or an index is not -0, so that equal forests are equal to the bit.
 *
 * Time is linear in the nodes, memory in the depth of the deepest tree.
 *
 * @throws {InvalidForestError} naming the first node, row or set that breaks a rule of `Forest`
 */
export function validateForest(forest: Forest): void {
  checkLengths(forest);
  if (forest.linear !== undefined) checkLinear(forest.linear, forest.values.length);
  const odd = oddMember(forest);
  if (odd !== undefined) {
    throw new InvalidForestError(
      `Found ${odd} that does not fit the forest, expected it as Forest says.`,
    );
  }
  checkCategorySets(forest);
  const trees = forest.treeStart.length - 1;
  for (let tree = 0; tree < trees; tree++) checkTree(forest, tree);
  checkFinite('values', forest.values);
}

function checkLengths(forest: Forest): void {
  const { featureCount, outputCount, treeStart, feature, threshold, next, flags, values } = forest;
  const nodes = feature.length;
  if (!isCount(featureCount)) {
    throw new InvalidForestError(`Found ${featureCount} features, expected at least 1.`);
  }
  if (!isCount(outputCount)) {
    throw new InvalidForestError(`Found ${outputCount} outputs, expected at least 1.`);
  }
  if (treeStart.length < 2) throw new InvalidForestError('Found no tree, expected at least one.');
  if (threshold.length !== nodes || next.length !== nodes || flags.length !== nodes) {
    throw new InvalidForestError(
      `Found node arrays of different lengths, expected ${count(nodes, 'entry', 'entries')} in each.`,
    );
  }
  if (treeStart[0] !== 0 || treeStart.at(-1) !== nodes) {
    throw new InvalidForestError(
      `Found trees from node ${treeStart[0]} to ${treeStart.at(-1)}, expected 0 to ${nodes}.`,
    );
  }
  const width = rowWidth(forest);
  if (values.length % width !== 0) {
    throw new InvalidForestError(
      `Found ${count(values.length, 'leaf value')}, expected a multiple of ${width}.`,
    );
  }
}

function checkCategorySets({ categorySetStart: start, categorySetBits: bits }: Forest): void {
  if (start.length < 1 || start[0] !== 0 || start.at(-1) !== bits.length) {
    throw new InvalidForestError('Found category sets that do not cover their bits.');
  }
  for (let set = 1; set < start.length; set++) {
    if (start[set]! < start[set - 1]!) {
      throw new InvalidForestError(`Found category set ${set - 1} ending before it starts.`);
    }
  }
}

function checkLinear({ start, feature, coefficient }: LinearRows, rows: number): void {
  const terms = feature.length;
  const isWhole =
    start.length === rows + 1 &&
    start[0] === 0 &&
    start.at(-1) === terms &&
    start.every((each, row) => row === 0 || each >= start[row - 1]!);
  if (terms === 0 || coefficient.length !== terms || !isWhole) {
    throw new InvalidForestError(`Found terms that do not cover ${count(rows, 'row')}.`);
  }
  checkFinite('linear.coefficient', coefficient);
}

/**
 * In preorder, each sequence of splits and leaves has exactly one shape. Walking it with a stack of splits that
 * wait for their right child gives the only possible right-child indices, which must be those stored.
 */
function checkTree(forest: Forest, tree: number): void {
  const { treeStart, feature, next } = forest;
  const start = treeStart[tree]!;
  const end = treeStart[tree + 1]!;
  if (end <= start || end > feature.length) {
    throw new InvalidForestError(
      `Found tree ${tree} from node ${start} to ${end}, expected at least a leaf.`,
    );
  }
  const waiting: number[] = [];
  for (let node = start; node < end; node++) {
    if (feature[node] !== LEAF) {
      checkSplit(forest, node);
      waiting.push(node);
      continue;
    }
    checkLeaf(forest, node);
    const parent = waiting.pop();
    const isLast = node === end - 1;
    if ((parent === undefined) !== isLast) {
      throw new InvalidForestError(`Found tree ${tree} incomplete at node ${node}.`);
    }
    if (parent !== undefined && next[parent] !== node + 1) {
      throw new InvalidForestError(
        `Found ${next[parent]} as right child of node ${parent}, expected ${node + 1}.`,
      );
    }
  }
  if (waiting.length > 0) {
    throw new InvalidForestError(`Found tree ${tree} ending before its splits have both children.`);
  }
}

function checkSplit(forest: Forest, node: number): void {
  const feature = forest.feature[node]!;
  const threshold = forest.threshold[node]!;
  const flags = forest.flags[node]!;
  if (feature < 0 || feature >= forest.featureCount) {
    throw new InvalidForestError(
      `Found feature ${feature} at node ${node}, expected below ${forest.featureCount}.`,
    );
  }
  const known =
    MISSING_LEFT | ((flags & CATEGORICAL) !== 0 ? CATEGORICAL | UNSEEN_APART : ZERO_MISSING);
  if ((flags & ~known) !== 0) {
    throw new InvalidForestError(`Found flags ${flags} at node ${node}.`);
  }
  const isValid =
    (flags & CATEGORICAL) === 0
      ? !Number.isNaN(threshold)
      : isIndex(threshold, forest.categorySetStart.length - 1);
  if (!isValid) {
    throw new InvalidForestError(
      `Found threshold ${text(threshold)} at node ${node}, expected a number or a set.`,
    );
  }
}

function checkLeaf(forest: Forest, node: number): void {
  const row = forest.next[node]!;
  const rows = forest.values.length / rowWidth(forest);
  if (row >= rows) {
    throw new InvalidForestError(`Found row ${row} at leaf ${node}, expected below ${rows}.`);
  }
  if (forest.flags[node] !== 0 || !Object.is(forest.threshold[node], 0)) {
    throw new InvalidForestError(`Found a flag or threshold at leaf ${node}, expected 0.`);
  }
}

function checkFinite(name: string, numbers: Float64Array): void {
  const odd = numbers.findIndex((number) => !Number.isFinite(number));
  if (odd !== -1) {
    throw new InvalidForestError(
      `Found ${name}[${odd}] = ${numbers[odd]}, expected a finite number.`,
    );
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** Whole, from 0 and below `end`; -0 does not count. */
function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end && !Object.is(value, -0);
}

/** A number's text, in which -0 is not 0. */
function text(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
