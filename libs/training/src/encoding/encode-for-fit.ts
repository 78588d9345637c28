/**
 * Columns of names become numbers in every fit anew, from the rows that it learns from: what the target is on the
 * average of the rows with a name. A row's own target must not be among them, or training would read it there. So each
 * row of the fit gets the numbers of rows in other folds, and every other row, in validation as in service, those of
 * all rows of the fit.
 *
 * ```ts
 * const view = encodeForFit(dataset, fold.train, { seed: 42 });
 * view.schema.encodings; // what the service will know of the names
 * ```
 */
import { allNumbers, distinctRows, encodeDataset, isUnencoded } from '@lambda-forest/data';
import type { Dataset, FeatureColumn, Fold } from '@lambda-forest/data';

import { encodedSchema } from './encoded-schema.ts';
import { encodingFolds } from './encoding-folds.ts';
import type { EncodingOptions } from './encoding-folds.ts';
import { levelNumbers } from './level-numbers.ts';
import type { LevelNumbers } from './level-numbers.ts';
import { answersOf, sumLevels } from './level-sums.ts';
import type { Answers, LevelColumn } from './level-sums.ts';
import { estimateSmoothing } from './smoothing.ts';

/**
 * The dataset as a fit sees it. Its numbers depend on the targets of the fit's rows alone.
 *
 * @param dataset without unencoded texts
 * @param rows the fit's, at least one; repeated ones count once
 * @returns the dataset itself if no column holds names; otherwise one with a schema of its own, whose `encodings` are the
 *   numbers that other rows get. Columns of anything else are the same objects, by which their bins are found again
 */
export function encodeForFit<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  rows: Uint32Array,
  options: EncodingOptions,
): Dataset<Column | Float64Array> {
  const { schema } = dataset;
  if (!schema.features.some(isUnencoded)) return dataset;
  const distinct = distinctRows(rows, dataset.rowCount);
  const answers = answersOf(dataset, distinct);
  const folds = encodingFolds(dataset, distinct, options);
  const learned = schema.features.map((feature, index) => {
    if (!isUnencoded(feature)) return undefined;
    const codes = allNumbers(dataset.columns[index]!);
    const column = { codes, levelCount: feature.levels.length };
    return { column, ...learn(column, answers, distinct) };
  });
  const encoded = encodeDataset(
    dataset,
    encodedSchema(
      schema,
      learned.map((one) => one?.numbers),
      options.closed,
    ),
  );
  let at = 0;
  for (const one of learned) {
    const width = one?.numbers.unseen.length ?? 1;
    const columns = encoded.columns.slice(at, at + width);
    if (one !== undefined) hideOwn(one, columns.filter(isNumbers), distinct, folds);
    at += width;
  }
  return encoded;
}

function isNumbers(column: FeatureColumn): column is Float64Array {
  return column instanceof Float64Array;
}

/** How the names of a column become numbers. */
interface Learned {
  readonly numbers: LevelNumbers;
  /** The numbers by the targets of some of the rows; the smoothing is that of all: it is the same for every row. */
  readonly learnFrom: (rows: Uint32Array) => LevelNumbers;
}

function learn(column: LevelColumn, answers: Answers, rows: Uint32Array): Learned {
  const all = sumLevels(column, answers, rows);
  const smoothing = estimateSmoothing(all);
  const total = all.weights.reduce((sum, weight) => sum + weight, 0);
  const deviation = Math.sqrt(all.squares / total);
  const { center } = answers;
  return {
    numbers: levelNumbers(all, smoothing, center, deviation),
    learnFrom: (some) =>
      levelNumbers(sumLevels(column, answers, some), smoothing, center, deviation),
  };
}

/** Replaces the numbers of the fit's rows by those of the rows that they may learn from. */
function hideOwn(
  { column: { codes }, numbers, learnFrom }: Learned & { readonly column: LevelColumn },
  columns: readonly Float64Array[],
  rows: Uint32Array,
  folds: readonly Fold[],
): void {
  const set = (some: Uint32Array, valueOf: (part: number, level: number) => number) => {
    for (const [part, values] of columns.entries()) {
      for (const row of some) {
        const level = codes[row]!;
        if (!Number.isNaN(level)) values[row] = valueOf(part, level);
      }
    }
  };
  set(rows, (part) => numbers.unseen[part]!);
  for (const { train, validation } of folds) {
    const { values } = learnFrom(train);
    set(validation, (part, level) => values[part]![level]!);
  }
}
