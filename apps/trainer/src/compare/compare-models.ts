import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Model } from '@lambda-forest/serializer';
import { enumerate } from '@lambda-forest/text';

import { IncomparableModelsError } from '../errors.ts';
import { judge } from '../evaluate/judgement.ts';
import type { Judgement } from '../evaluate/judgement.ts';
import { evaluate } from '../evaluate/metrics.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import type { TableRecord } from '../models/held-out-record.ts';
import { heldOutRows } from '../models/held-out-rows.ts';
import type { ScorableData } from '../models/read-for-model.ts';
import { scoreDataset } from '../models/score-dataset.ts';
import { findSeenRows } from '../models/seen-rows.ts';
import { pairedTests } from './paired-tests.ts';
import type { PairedTests } from './paired-tests.ts';

const MAX_CLASSES_NAMED = 8;

/** What a model that has learned nothing but its training rows' classes, or mean, is worth. */
type Beside = Pick<Judgement, 'baseline'>;

/** What two models are worth on the same rows. */
export interface RowByRow {
  readonly rows: number;
  /** What the rows are, in a few words. */
  readonly rowsName: string;
  readonly first: Metrics & Beside;
  readonly second: Metrics & Beside;
  readonly tests: PairedTests;
  /** Of each model, the share of the rows that equal rows it was trained on, where it has a record of them. */
  readonly seenShares: readonly (number | null)[];
  /** Whether that is more than new rows have for one of the models. */
  readonly isSuspicious: boolean;
}

/**
 * Refuses models that answer different questions.
 *
 * @throws {IncomparableModelsError}
 */
export function requireComparable(first: Model, second: Model): void {
  const [a, b] = [first.schema, second.schema];
  if (a.task !== b.task || a.target.name !== b.target.name) {
    throw new IncomparableModelsError(
      `Found a model that predicts ${a.target.name} (${a.task}) and one that predicts ${b.target.name} (${b.task}), expected the same target.`,
    );
  }
  if (a.task === 'classification' && b.task === 'classification') {
    const known = new Set(b.target.classes);
    const isSame =
      a.target.classes.length === known.size && a.target.classes.every((name) => known.has(name));
    if (!isSame) {
      throw new IncomparableModelsError(
        `Found the classes ${enumerate(a.target.classes, MAX_CLASSES_NAMED)} of ${a.target.name} in one model and ${enumerate(b.target.classes, MAX_CLASSES_NAMED)} in the other, expected the same.`,
      );
    }
  }
}

/**
 * Judges both models on the rows that neither has been trained on.
 *
 * @param data the same table, as each of the models reads it
 * @param records of the models' trainings, as they stand beside them
 * @throws {IncomparableModelsError} if the models held out no row in common
 * @throws {HeldOutRowsError} if it is unknown on which of the rows a model was trained
 */
export function compareRowByRow(
  models: readonly [Model, Model],
  data: readonly [ScorableData, ScorableData],
  records: readonly [TableRecord | undefined, TableRecord | undefined],
): RowByRow {
  const found = models.map((model, i) => heldOutRows(data[i]!, model, records[i]));
  const { dataset } = data[0];
  const fair = found.reduce((rows: Uint32Array, one) => {
    if (one.kind !== 'known') return rows;
    const isKnown = new Uint8Array(dataset.rowCount);
    for (const row of one.rows) isKnown[row] = 1;
    return rows.filter((row) => isKnown[row] === 1);
  }, allRows(dataset));
  if (fair.length === 0) {
    throw new IncomparableModelsError(
      'Found no row that both models held out of their training, expected at least one.',
    );
  }
  const [first, second] = models.map((model, i) => scoreDataset(model, data[i]!.dataset, fair)) as [
    Float64Array,
    Float64Array,
  ];
  const seen = records.map(
    (record, i) => record?.rowMarks && findSeenRows(data[i]!.dataset, fair, record.rowMarks),
  );
  const baselineOf = (i: 0 | 1, scores: Float64Array) =>
    judge(data[i].dataset, data[i].schema, fair, scores).baseline;
  const reordered = inOrderOf(dataset, data[1].dataset, second);
  return {
    rows: fair.length,
    rowsName: found.some(({ kind }) => kind === 'known')
      ? `the rows of ${data[0].source} that neither model was trained on`
      : `the rows of ${data[0].source}`,
    first: { ...evaluate(dataset, fair, first), baseline: baselineOf(0, first) },
    second: { ...evaluate(dataset, fair, reordered), baseline: baselineOf(1, second) },
    tests: pairedTests(dataset, fair, first, reordered),
    seenShares: seen.map((one) => one?.share ?? null),
    isSuspicious: seen.some((one) => one?.isSuspicious === true),
  };
}

/** The second model's scores with its classes in the order of the first. */
function inOrderOf(first: Dataset, second: Dataset, scores: Float64Array): Float64Array {
  if (first.task !== 'classification' || second.task !== 'classification') return scores;
  const { classes } = first.schema.target;
  const places = classes.map((name) => second.schema.target.classes.indexOf(name));
  const count = classes.length;
  return scores.map((_, at) => scores[at - (at % count) + places[at % count]!]!);
}
