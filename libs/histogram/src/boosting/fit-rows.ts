import type { Target } from '../growth.ts';
import type { BoostingProblem } from './boosting.ts';

/** The rows of a fit: those that trees are grown on, in the table's order, then those held out. */
export interface FitRows {
  /** Indices into the table. */
  readonly rows: Uint32Array;
  /** How many of them trees are grown on. */
  readonly trained: number;
  /** Of these rows, as all else here. */
  readonly target: Target;
  /** Absent if all are 1. */
  readonly weights: Float64Array | undefined;
}

export function fitRowsOf({ rows, earlyStopping, target, weights }: BoostingProblem): FitRows {
  const heldOut = earlyStopping?.heldOut ?? new Uint32Array(0);
  const all = new Uint32Array(rows.length + heldOut.length);
  all.set(rows);
  all.subarray(0, rows.length).sort();
  all.set(heldOut, rows.length);
  const length = all.length;
  return {
    rows: all,
    trained: rows.length,
    target:
      target.kind === 'classification'
        ? { ...target, values: take(target.values, all, new Int32Array(length)) }
        : { ...target, values: take(target.values, all, new Float64Array(length)) },
    weights: weights === undefined ? undefined : take(weights, all, new Float64Array(length)),
  };
}

function take<Numbers extends Float64Array | Int32Array>(
  from: Numbers,
  rows: Uint32Array,
  to: Numbers,
): Numbers {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
  return to;
}
