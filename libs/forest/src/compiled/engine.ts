/** One way to predict: a row in, its answer out, or rows and answers, both row-major. The caller has checked the lengths. */
export type Engine = (rows: Float64Array, out: Float64Array) => void;

export interface RowEngine {
  readonly predict: Engine;
  /** What each tree answers a row, for trees that answer one number each. */
  readonly answerTrees: Engine;
}
