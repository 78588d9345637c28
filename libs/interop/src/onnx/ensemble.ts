/** A node of trees as ONNX has it, of any version of its operators. */
export interface Ensemble {
  /** What messages call the node. */
  readonly where: string;
  readonly operator: string;
  readonly isClassifier: boolean;
  /** Whether thresholds, weights and sums are float64, else float32. */
  readonly isDouble: boolean;
  readonly targets: number;
  readonly trees: readonly EnsembleTree[];
  /** Whether sums are divided by the number of trees. */
  readonly isAverage: boolean;
  /** Added to the sums in the end: one for each target, or none. */
  readonly base: readonly number[];
  readonly transform: Transform;
  /** Whether a missing value of any column changes what every test answers. Default: no. */
  readonly refusesMissing?: boolean;
  /** Whether runtimes add the trees in an order of their own. Default: no. */
  readonly isUnordered?: boolean;
  /** Of a classifier. */
  readonly classes?: readonly string[] | undefined;
}

/** In the order of operator set 5, which numbers them. */
export const TRANSFORMS = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT'] as const;
export type Transform = (typeof TRANSFORMS)[number];

/** In the order of operator set 5, which numbers them. */
export const MODES = ['LEQ', 'LT', 'GTE', 'GT', 'EQ', 'NEQ', 'MEMBER'] as const;
export type Mode = (typeof MODES)[number];

/** Node 0 is the root. */
export interface EnsembleTree {
  readonly count: number;
  readonly nodeAt: (index: number) => Test | Leaf;
}

export interface Test {
  readonly feature: number;
  readonly mode: Mode;
  /** What the value is compared with; several of MEMBER. */
  readonly values: readonly number[];
  /** Whether a missing value passes. */
  readonly missingPasses: boolean;
  readonly yes: number;
  readonly no: number;
}

export interface Leaf {
  readonly weights: readonly (readonly [target: number, weight: number])[];
}

/**
 * Whether a value passes a test, as onnxruntime decides it: a missing value compares as NaN does.
 *
 * @returns a function of a value in the test's type
 */
export function passerOf({ mode, values, missingPasses }: Test): (value: number) => boolean {
  const [limit = NaN] = values;
  const members = new Set(values);
  return (value) => {
    if (Number.isNaN(value)) return missingPasses || mode === 'NEQ';
    if (mode === 'LEQ') return value <= limit;
    if (mode === 'LT') return value < limit;
    if (mode === 'GTE') return value >= limit;
    if (mode === 'GT') return value > limit;
    return members.has(value) === (mode !== 'NEQ');
  };
}

/**
 * A node of a tree. Tests for equality with one category after the other, which all pass to the same node, are one test
 * for any of them: so do converters write splits of LightGBM, which are no tree until then.
 */
export function joinedNodeAt({ nodeAt, count }: EnsembleTree, index: number): Test | Leaf {
  const node = nodeAt(index);
  if (!('mode' in node) || node.mode !== 'EQ') return node;
  const values = [...node.values];
  let { no } = node;
  while (no >= 0 && no < count && values.length <= count) {
    const next = nodeAt(no);
    const isSame =
      'mode' in next &&
      next.mode === 'EQ' &&
      next.feature === node.feature &&
      next.yes === node.yes &&
      next.missingPasses === node.missingPasses;
    if (!isSame) break;
    values.push(...next.values);
    no = next.no;
  }
  return values.length === 1 ? node : { ...node, mode: 'MEMBER', values, no };
}
