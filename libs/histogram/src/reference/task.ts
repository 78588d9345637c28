import type { CategoricalBins } from '../binned-table.ts';
import type { Samples } from './node.ts';
import type { Sides } from './scan.ts';

/** What classification and regression do differently: looks at the samples of one node. */
export type NodeTask = (samples: Samples) => NodeSummary;

export interface NodeSummary {
  /** All answer the same: nothing is left to split. */
  readonly isPure: boolean;
  /** The class of a pure node; undefined in regression. */
  readonly pureClass: number | undefined;
  /** What a leaf here answers: length outputCount. */
  readonly answer: Float64Array;
  readonly weight: number;
  /** The score of not splitting: a split's score less this is weight times decrease in impurity. */
  readonly score: number;
  readonly sides: Sides;
  /** For the levels of a categorical feature: the number to order them by. */
  answerOf(bins: CategoricalBins, codes: Uint16Array): (code: number) => number;
}
