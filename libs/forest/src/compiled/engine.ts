/** One way to predict. The caller has checked the lengths. */
export interface Engine {
  /** One row in, its answer out. */
  predictRow(row: Float64Array, out: Float64Array): void;
  /** Rows in and answers out, both row-major. */
  predictBatch(rows: Float64Array, out: Float64Array): void;
}
