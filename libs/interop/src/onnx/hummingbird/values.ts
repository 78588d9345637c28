/** What flows along an edge of a graph that hummingbird wrote, between the inputs and the sums of trees. */
import type { Column } from '../columns.ts';
import type { Tensor } from '../tensors.ts';
import type { ColumnTest, GrownNode } from './grown-node.ts';

/** Through all trees of a graph. */
interface Walk {
  readonly roots: readonly GrownNode[];
  /** A budget. */
  stepsLeft: number;
}

/** A number for each node that a row may have come to. */
export interface ChoicesValue {
  readonly kind: 'choices';
  readonly walk: Walk;
  readonly nodes: readonly GrownNode[];
  readonly numbers: readonly number[];
  readonly type: number;
  /** Columns that the numbers choose from, whose values these are. */
  readonly of?: readonly Column[];
  /** Whether all rows' trees are one list, else a list for each row. */
  readonly isFlat: boolean;
}

/** Whether a row passes, at each node that it may have come to. As a number, 1 or 0. */
export interface TestedValue {
  readonly kind: 'tested';
  readonly at: ChoicesValue;
  readonly tests: readonly ColumnTest[];
}

/** Rows of a matrix of all tests or leaves, by tree, and a column for each row of the request. */
export interface ProductsValue {
  readonly kind: 'products';
  /** What a number is: a column's value, whether a test passes, tests of a path that pass, or whether a leaf is reached. */
  readonly stage: 'columns' | 'tests' | 'paths' | 'leaves';
  /** Of all axes but the last, that of the rows. */
  readonly dims: readonly number[];
  readonly type: number;
  readonly refusesMissing: boolean;
  /** By test; undefined for one that fills up the tree. */
  readonly columns: readonly (Column | undefined)[];
  readonly mode?: ColumnTest['mode'];
  readonly limits?: readonly number[];
  /** By tree, leaf and test: 1 if it must pass, -1 if it must not. */
  readonly paths?: Tensor;
  /** By tree and leaf: tests that must pass. */
  readonly counts?: readonly number[];
}

/** `places`: a list of all rows' trees. */
export type Axis = 'rows' | 'trees' | 'scores' | 'places';

export interface LeavesValue {
  readonly kind: 'leaves';
  readonly roots: readonly GrownNode[];
  /** Weights of leaves, a row each. */
  readonly table: Tensor;
  readonly axes: readonly Axis[];
  /** Trees for each score, one score after the other; undefined if each tree answers for all scores. */
  readonly treesEach?: number;
  /** Whether a missing value of any column changes what every test answers. */
  readonly refusesMissing: boolean;
  /** Whether the trees are added up. */
  readonly isSum: boolean;
}
