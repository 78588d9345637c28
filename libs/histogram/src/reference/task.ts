import type { LevelOrder } from './level-signal.ts';
import type { Samples } from './node.ts';
import type { Sides } from './scan.ts';

/** The samples of one node, as classification and regression see them: the differences between the two. */
export type NodeTask = (samples: Samples) => NodeSummary;

export interface NodeSummary {
  /** All targets are equal: nothing is left to split. */
  readonly isPure: boolean;
  /** The class of a pure node; undefined in regression. */
  readonly pureClass: number | undefined;
  /** The answer of a leaf here: length outputCount. */
  readonly answer: Float64Array;
  readonly weight: number;
  /** The score without a split: a split's score minus this is weight times decrease in impurity. */
  readonly score: number;
  readonly sides: Sides;
  /** @param codes length n: the level of each sample, of a categorical feature */
  levelsOf(codes: Uint16Array): LevelOrder;
}
