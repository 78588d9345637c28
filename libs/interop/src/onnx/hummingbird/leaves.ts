/** What leaves of trees answer, on the way to a sum over the trees. */
import { answerOf } from '../answer-of.ts';
import { constantsOf } from '../answer-operators.ts';
import { nameOf, refused } from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import type { Column } from '../columns.ts';
import type { Leaf } from '../ensemble.ts';
import { DOUBLE } from '../proto.ts';
import type { Tensor } from '../tensors.ts';
import type { AnswerValue, Operators } from '../values.ts';
import { treeOf } from './grown-node.ts';
import type { Axis, ChoicesValue, LeavesValue } from './values.ts';

/** The table's rows are what the nodes' numbers name. */
export function leavesAt(
  { walk, nodes, numbers }: ChoicesValue,
  table: Tensor,
  attributes: Attributes,
): LeavesValue {
  nodes.forEach((node, place) => {
    if (node.row !== undefined || node.branch !== undefined) throw refused(attributes);
    node.row = numbers[place]!;
  });
  const axes = ['places', 'scores'] as const;
  return { kind: 'leaves', roots: walk.roots, table, axes, refusesMissing: false, isSum: false };
}

export const LEAVES_OPERATORS: Operators<LeavesValue> = {
  Identity: (input) => input,
  Reshape: (input, attributes, [, shape]) => {
    attributes.ignore('allowzero');
    const dims = shape?.kind === 'constant' ? shape.tensor.numbers : [];
    const axes = reshaped(input, dims);
    if (axes === undefined) throw refused(attributes);
    return {
      ...input,
      axes,
      ...(axes[1] === 'scores' && axes[0] === 'rows' && { treesEach: dims[2]! }),
    };
  },
  Squeeze: (input) => {
    const { roots, axes } = input;
    const isOne = {
      rows: false,
      places: false,
      trees: roots.length === 1,
      scores: widthOf(input) === 1,
    };
    return { ...input, axes: axes.filter((axis) => !isOne[axis]) };
  },
  Transpose: (input, attributes) => {
    const { axes } = input;
    if (axes.length !== 2 || attributes.wholes('perm').join() !== '1,0') throw refused(attributes);
    return answered({ ...input, axes: axes.toReversed() }, attributes);
  },
  ReduceSum: (input, attributes, inputs) => {
    const [list] = constantsOf(inputs);
    const [axis = -1, ...more] = list?.tensor.numbers ?? attributes.wholes('axes');
    const keeps = attributes.whole('keepdims', 1) !== 0;
    attributes.ignore('noop_with_empty_axes');
    if (input.axes[axis] !== 'trees' || more.length > 0 || keeps) throw refused(attributes);
    const axes = input.axes.toSpliced(axis, 1);
    return answered({ ...input, axes, isSum: true }, attributes);
  },
};

function widthOf({ table }: LeavesValue): number {
  return table.dims[1]!;
}

function reshaped(input: LeavesValue, dims: readonly number[]): readonly Axis[] | undefined {
  const trees = input.roots.length;
  const width = widthOf(input);
  const from = input.axes.join();
  const to = dims.join();
  if (from === 'places,scores' && to === `-1,${trees},${width}`) return ['rows', 'trees', 'scores'];
  if (from === 'trees,scores,rows' && to === `${trees},${width},-1`) return input.axes;
  const isList =
    from === 'rows,trees,scores' || from === 'rows,trees' || (from === 'rows' && trees === 1);
  const [scores = 0, each = 0] = dims.slice(1);
  const isSplit = to === `-1,${scores},${each}` && scores > 0 && scores * each === trees;
  if (!isList || !isSplit || width !== 1 || input.treesEach !== undefined) return undefined;
  return ['rows', 'scores', 'trees'];
}

/** Once a row is a list of scores. */
function answered(input: LeavesValue, attributes: Attributes): LeavesValue | AnswerValue {
  const { roots, table, axes, treesEach, refusesMissing, isSum } = input;
  if (!isSum || axes.join() !== 'rows,scores') return input;
  const width = widthOf(input);
  const places = new Map<Column, number>();
  const featureOf = (column: Column) => {
    if (!places.has(column)) places.set(column, places.size);
    return places.get(column)!;
  };
  const trees = roots.map((root, t) => {
    const weightsOf = (row: number): Leaf['weights'] =>
      treesEach === undefined
        ? Array.from({ length: width }, (_, k) => [k, table.numbers[row * width + k]!] as const)
        : [[Math.floor(t / treesEach), table.numbers[row]!]];
    return treeOf(root, weightsOf, featureOf);
  });
  for (const tree of trees) for (let i = 0; i < tree.count; i++) tree.nodeAt(i); // all columns have a number
  const ensemble = {
    where: nameOf(attributes.node),
    operator: 'trees of hummingbird',
    isClassifier: false,
    isDouble: table.type === DOUBLE,
    targets: treesEach === undefined ? width : roots.length / treesEach,
    trees,
    isAverage: false,
    base: [],
    transform: 'NONE',
    refusesMissing,
    isUnordered: true,
  } as const;
  return answerOf(ensemble, [...places.keys()]);
}
