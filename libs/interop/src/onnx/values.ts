import type { Link } from '@lambda-forest/forest';

import type { Column } from './columns.ts';
import type { Attributes } from './attributes.ts';
import type { Ensemble } from './ensemble.ts';
import type {
  ChoicesValue,
  LeavesValue,
  ProductsValue,
  TestedValue,
} from './hummingbird/values.ts';
import type { Tensor } from './tensors.ts';

/** What flows along an edge of the graph. */
export type Value =
  | ColumnsValue
  | MissingValue
  | ConstantValue
  | ChoicesValue
  | TestedValue
  | ProductsValue
  | LeavesValue
  | AnswerValue
  | LabelsValue;

export type Inputs = readonly (Value | undefined)[];

/** What operators make of a value of one kind, the first of their inputs that is no constant. */
export type Operators<T extends Value> = Readonly<
  Record<string, (input: T, attributes: Attributes, inputs: Inputs) => Value>
>;

/** Rows of columns that are not yet asked by trees. */
export interface ColumnsValue {
  readonly kind: 'columns';
  readonly columns: readonly Column[];
  /** TensorProto.DataType. */
  readonly type: number;
  /** Of three axes, as OneHotEncoder gives, the size of the last one. Default: there are two axes. */
  readonly inner?: number | undefined;
}

/** Which values of columns are missing. */
export interface MissingValue {
  readonly kind: 'missing';
  readonly of: ColumnsValue;
}

export interface ConstantValue {
  readonly kind: 'constant';
  readonly tensor: Tensor;
}

/** What operators make of a score on its way to a link. */
type LinkPart =
  | '-x'
  | 'exp(-x)'
  | '1+exp(x)'
  | '|x|'
  | '-|x|'
  | 'exp(-|x|)'
  | '1+exp(-|x|)'
  | 'log(1+exp(-|x|))'
  | 'max(x,0)';

/** Sums of trees, and what is made of them. */
export interface AnswerValue {
  readonly kind: 'answer';
  readonly ensemble: Ensemble;
  readonly columns: readonly Column[];
  /**
   * - `scores`: one for each target
   * - `mirrored`: -x and x of the one score
   * - `complement`: 1 - x and x of it, and `remainder` is 1 - x alone
   * - `indices`: cut to whole numbers, which name rows of a table
   * - `rows`: for each tree the row of a table that its leaf names
   */
  readonly form: 'scores' | 'mirrored' | 'complement' | 'remainder' | 'indices' | 'rows';
  /** Multiplies scores before the link. */
  readonly factor: number;
  /** Divides sums; 1 for all, or one for each score. */
  readonly divisors: readonly number[];
  readonly link: Link['kind'] | LinkPart;
  /** Of `rows`. */
  readonly table?: Tensor;
  readonly classes?: readonly string[] | undefined;
}

/** The class that an answer is for. */
export interface LabelsValue {
  readonly kind: 'labels';
  /** Those that decide. */
  readonly trees: Ensemble['trees'];
  /** Whether it is the class of the largest answer of these trees. */
  readonly isLargest: boolean;
  readonly classes?: readonly string[] | undefined;
}
