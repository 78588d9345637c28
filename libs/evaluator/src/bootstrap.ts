import { EvaluationInputError } from './errors.ts';
import { quantile } from './quantile.ts';
import type { ConfidenceInterval, ConfidenceLevel } from './wilson-interval.ts';

export interface BootstrapOptions {
  /** How often the rows are resampled: at least 100. 1,000 is usual. */
  readonly resamples: number;
  /** A whole number from 0 to `bound` - 1, each equally likely. The caller passes it and so decides the seed. */
  readonly draw: (bound: number) => number;
  /** Default 0.95. */
  readonly level?: ConfidenceLevel;
}

/** An interval of any quantity. Both ends are inclusive. */
export type Interval = Pick<ConfidenceInterval, 'lower' | 'upper' | 'level'>;

const MIN_RESAMPLES = 100;

/**
 * The interval in which a statistic may lie on other rows from the same source: the middle part of its
 * values on rows drawn from them with replacement (Efron's percentile interval, "Bootstrap methods: another look
 * at the jackknife", 1979).
 *
 * @param rowCount at least 1
 * @param statistic takes how often each row was drawn (length rowCount, summing to rowCount) and answers with one
 *   number for each of its values, NaN where it is not defined for such rows
 * @returns one interval for each value; null where it was undefined in half of the resamples or more
 * @throws {EvaluationInputError} for no rows or fewer than 100 resamples
 */
export function bootstrapIntervals(
  rowCount: number,
  statistic: (counts: Uint32Array) => readonly number[],
  { resamples, draw, level = 0.95 }: BootstrapOptions,
): (Interval | null)[] {
  const drawn = drawStatistics(rowCount, statistic, { resamples, draw });
  const tail = (1 - level) / 2;
  return drawn.map((values) => {
    const defined = values.filter((value) => !Number.isNaN(value)).sort();
    if (defined.length * 2 <= resamples) return null;
    return { level, lower: quantile(defined, tail), upper: quantile(defined, 1 - tail) };
  });
}

/**
 * The statistic's values on each resample: one array of length `resamples` for each of its values.
 *
 * @throws {EvaluationInputError} as `bootstrapIntervals` does
 */
export function drawStatistics(
  rowCount: number,
  statistic: (counts: Uint32Array) => readonly number[],
  { resamples, draw }: BootstrapOptions,
): Float64Array[] {
  if (rowCount < 1 || !(resamples >= MIN_RESAMPLES)) {
    throw new EvaluationInputError(
      `Found ${rowCount} rows and ${resamples} resamples, expected at least 1 and ${MIN_RESAMPLES}.`,
    );
  }
  const counts = new Uint32Array(rowCount);
  let drawn: Float64Array[] | undefined;
  for (let sample = 0; sample < resamples; sample++) {
    countDrawn(counts, draw);
    const values = statistic(counts);
    drawn ??= values.map(() => new Float64Array(resamples));
    for (let i = 0; i < values.length; i++) drawn[i]![sample] = values[i]!;
  }
  return drawn ?? [];
}

/** A function of its own: V8 compiles the long loop alone, and not with all that a statistic is. */
function countDrawn(counts: Uint32Array, draw: BootstrapOptions['draw']): void {
  counts.fill(0);
  for (let i = 0; i < counts.length; i++) counts[draw(counts.length)]!++;
}
