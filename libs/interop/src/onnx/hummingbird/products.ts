/**
 * The strategy GEMM: three products of matrices for all trees at once.
 *
 * - The first picks the column of each test, and a comparison answers all tests of a row.
 * - The second counts for each leaf the tests on its path that pass, less those that may not: it is reached if all do.
 * - The third picks the weights of the leaf that is reached.
 *
 * A missing value of any column is one of every product: all tests of the row fail.
 */
import { damaged } from '../../errors.ts';
import { constantsOf } from '../answer-operators.ts';
import { nameOf, refused } from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import { DOUBLE, FLOAT } from '../proto.ts';
import type { Tensor } from '../tensors.ts';
import type { ColumnsValue, Inputs, Operators } from '../values.ts';
import { COMPARISONS, split } from './grown-node.ts';
import type { ColumnTest, GrownNode } from './grown-node.ts';
import type { LeavesValue, ProductsValue } from './values.ts';

export function multiplyColumns(
  input: ColumnsValue,
  attributes: Attributes,
  inputs: Inputs,
): ProductsValue {
  attributes.ignore('beta'); // of a third input
  const [picks] = constantsOf(inputs);
  const isPlain =
    inputs.length === 2 &&
    inputs[1] === input &&
    picks?.tensor.dims.length === 2 &&
    attributes.number('alpha', 1) === 1 &&
    attributes.whole('transA', 0) === 0 &&
    attributes.whole('transB', 0) === 1;
  if (!isPlain) throw refused(attributes);
  const { dims, numbers, type } = picks.tensor;
  const [count = 0, width = 0] = dims;
  if (width !== input.columns.length || type !== input.type || type !== FLOAT)
    throw refused(attributes);
  const columns = Array.from({ length: count }, (_, test) => {
    const row = numbers.slice(test * width, (test + 1) * width);
    const picked = row.flatMap((weight, i) => (weight === 0 ? [] : [i]));
    if (picked.length > 1 || (picked.length === 1 && row[picked[0]!] !== 1))
      throw refused(attributes);
    return picked.length === 0 ? undefined : input.columns[picked[0]!];
  });
  const refusesMissing = input.columns.some(
    (column) => column.kind !== 'number' || Number.isNaN(column.missing),
  );
  return { kind: 'products', stage: 'columns', dims: [count], type, refusesMissing, columns };
}

export const PRODUCT_OPERATORS: Operators<ProductsValue> = {
  Cast: (input, attributes) => {
    const to = attributes.whole('to', 0);
    const isNumber = to === FLOAT || to === DOUBLE;
    const isTruth = input.stage === 'tests' || input.stage === 'leaves';
    if (!isNumber || !(isTruth || to === DOUBLE)) throw refused(attributes);
    return { ...input, type: to };
  },
  Reshape: (input, attributes, [, shape]) => {
    attributes.ignore('allowzero');
    const dims = shape?.kind === 'constant' ? shape.tensor.numbers : [];
    const lead = dims.slice(0, -1);
    if (dims.at(-1) !== -1 || sizeOf(lead) !== sizeOf(input.dims) || lead.some((dim) => dim < 1))
      throw refused(attributes);
    return { ...input, dims: lead };
  },
  Equal: (input, attributes, inputs) => {
    const limits = limitsOf(input, attributes, inputs);
    if (input.stage !== 'paths') throw refused(attributes);
    return { ...input, stage: 'leaves', counts: limits };
  },
  MatMul: (input, attributes, [left, right]) => {
    if (left?.kind !== 'constant' || right !== input || input.dims.length !== 2)
      throw refused(attributes);
    const { tensor } = left;
    const [trees, rows = 0, columns] = tensor.dims;
    const isFit = tensor.dims.length === 3 && trees === input.dims[0] && columns === input.dims[1];
    if (!isFit || tensor.type !== input.type) throw refused(attributes);
    if (input.stage === 'leaves') return leavesOf(input, tensor, attributes);
    if (input.stage !== 'tests') throw refused(attributes);
    return { ...input, stage: 'paths', dims: [trees!, rows], paths: tensor };
  },
  ...Object.fromEntries(
    Object.entries(COMPARISONS).map(([name, mode]) => [
      name,
      (input: ProductsValue, attributes: Attributes, inputs: Inputs): ProductsValue => {
        const limits = limitsOf(input, attributes, inputs);
        if (input.stage !== 'columns' || inputs[0] !== input) throw refused(attributes);
        return { ...input, stage: 'tests', mode, limits };
      },
    ]),
  ),
};

/** One for each row of the product. */
function limitsOf(input: ProductsValue, attributes: Attributes, inputs: Inputs): readonly number[] {
  const [limits] = constantsOf(inputs);
  const { dims = [], numbers = [], type } = limits?.tensor ?? {};
  const isColumn = input.dims.length === 1 && dims.join() === `${input.dims[0]},1`;
  if (!isColumn || type !== input.type) throw refused(attributes);
  return numbers;
}

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

interface Path {
  /** The leaf's row in the table of weights. */
  readonly row: number;
  /** By test that it still has: whether it must pass. */
  readonly tests: Map<number, boolean>;
}

/** @param weights by tree, score and leaf */
function leavesOf(input: ProductsValue, weights: Tensor, attributes: Attributes): LeavesValue {
  const [trees = 0, scores = 0, leaves = 0] = weights.dims;
  const { columns, mode, limits, paths, counts, refusesMissing } = input;
  const tests = paths!.dims[2]!;
  const weightAt = (tree: number, leaf: number, score: number) =>
    weights.numbers[(tree * scores + score) * leaves + leaf]!;
  const pathOf = (tree: number, leaf: number): Path | undefined => {
    const row = tree * leaves + leaf;
    const found = new Map<number, boolean>();
    let count = 0;
    for (let test = 0; test < tests; test++) {
      const sign = paths!.numbers[row * tests + test]!;
      if (sign === 0) continue;
      if (sign !== 1 && sign !== -1) throw refused(attributes);
      found.set(tree * tests + test, sign === 1);
      if (sign === 1) count++;
    }
    if (count !== counts![row]) throw refused(attributes);
    if (found.size > 0) return { row, tests: found };
    for (let score = 0; score < scores; score++)
      if (weightAt(tree, leaf, score) !== 0) throw refused(attributes);
    return undefined; // it fills up the tree
  };
  const roots = Array.from({ length: trees }, (_, tree) => {
    const root: GrownNode = { tree };
    const all = Array.from({ length: leaves }, (__, leaf) => pathOf(tree, leaf));
    grow(
      root,
      all.filter((path) => path !== undefined),
      (test) => {
        const column = columns[test];
        if (column === undefined) throw refused(attributes);
        return { column, mode: mode!, limit: limits![test]! };
      },
      attributes,
    );
    return root;
  });
  const numbers = Array.from({ length: trees * leaves * scores }, (_, i) => {
    const row = Math.floor(i / scores);
    return weightAt(Math.floor(row / leaves), row % leaves, i % scores);
  });
  const table = { dims: [trees * leaves, scores], type: weights.type, numbers, texts: [] };
  const axes = ['trees', 'scores', 'rows'] as const;
  return { kind: 'leaves', roots, table, axes, refusesMissing, isSum: false };
}

/** The test at a node is the one that all leaves below it have on their paths. */
function grow(
  root: GrownNode,
  paths: readonly Path[],
  testOf: (test: number) => ColumnTest,
  attributes: Attributes,
): void {
  const open = [{ node: root, paths }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [first] = next.paths;
    if (first === undefined)
      throw damaged(`Found a test without a leaf in ${nameOf(attributes.node)}.`);
    if (next.paths.length === 1 && first.tests.size === 0) {
      next.node.row = first.row;
      continue;
    }
    const test = [...first.tests.keys()].find((key) =>
      next.paths.every(({ tests }) => tests.has(key)),
    );
    if (test === undefined) throw damaged(`Found paths of no tree in ${nameOf(attributes.node)}.`);
    const [yes, no] = split(next.node, testOf(test))!;
    open.push({ node: yes, paths: next.paths.filter(({ tests }) => tests.get(test) === true) });
    open.push({ node: no, paths: next.paths.filter(({ tests }) => tests.get(test) === false) });
    for (const { tests } of next.paths) tests.delete(test);
  }
}
