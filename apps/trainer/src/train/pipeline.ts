import { allRows, describeRows, encodeDataset } from '@lambda-forest/data';
import type { ColumnChoice, Dataset, ReadDataset, Split } from '@lambda-forest/data';
import type { IntervalWidth, Scaling, Schema } from '@lambda-forest/schema';
import { defined } from '@lambda-forest/text';
import { countSteps, predictRows, requireSuited } from '@lambda-forest/training';

import { measureImportances } from '../evaluate/importances.ts';
import { judge } from '../evaluate/judgement.ts';
import { evaluate, leadingMetric, measure } from '../evaluate/metrics.ts';
import { spellColumns } from '../output/spell-columns.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { crossValidationOf } from './cross-validation.ts';
import { findLearner } from './find-learner.ts';
import { keepInformative } from './informative-columns.ts';
import { singleOptions } from './learner-options.ts';
import { measureInterval } from './measure-interval.ts';
import { prepareTable } from './prepare-table.ts';
import { refuseContradictions } from './refuse-contradictions.ts';
import { divide } from './split-data.ts';
import type { Division } from './split-data.ts';
import type { Stage, StageEvents } from './stage.ts';
import type { TableWays } from './table-ways.ts';
import type { TrainOptions } from './train-options.ts';
import type { Training } from './training.ts';

/** What a training reports while it runs. */
export interface TrainingEvents extends StageEvents {
  onTable(read: ReadDataset, division: Division): void;
}

const LABELS = { forest: 'Forest', boosting: 'Boosting', blend: 'Forest and boosting' };

/**
 * From a table to an evaluated forest, in the order of the steps. Computes and returns; reads no file, writes
 * none and prints nothing.
 *
 * @throws {UsageError} for an option of classes where a quantity is predicted
 * @throws {DataValidationError} for a table that cannot be learned from
 * @throws {TrainingCancelledError} once `signal` is aborted
 */
export async function train(
  file: DataFile,
  options: TrainOptions,
  events: TrainingEvents,
  signal: AbortSignal,
  { readAs: readTable, engine }: TableWays,
): Promise<Training> {
  const readAs = (choices: readonly ColumnChoice[]) => spellColumns(readTable(choices));
  const bare = readAs([]);
  refuseContradictions(bare.dataset, options);
  const division = divide(bare, file, options);
  const { split, folds } = division;
  const prepare = (one: ReadDataset) => prepareTable(one, division, engine, file, options);
  const read = await keepInformative(bare, readAs, { division, options, prepare, signal });
  const { given, counted, dataset: unencoded, prepared } = await prepare(read);
  const single = singleOptions(options, given.task);
  if (single !== undefined) requireSuited(unencoded, allRows(unencoded), single);
  events.onTable({ ...read, dataset: given }, division);
  const metric = options.metric ?? leadingMetric(describeRows(given, split.train));
  const stage: Stage = {
    dataset: unencoded,
    prepared,
    split,
    folds,
    options,
    metric,
    events,
    signal,
  };
  const { learner, folded, scores, ...found } = await findLearner(stage);

  const label = LABELS[learner.learner];
  const steps = countSteps(learner);
  events.onProgress(label, 0, steps);
  const fitted = await prepared.fit(split.train, learner, {
    signal,
    onTree: (done) => events.onProgress(label, done, steps),
  });
  events.onStageDone(label);

  const learned = fitted.dataset;
  const dataset = served(counted, learned.schema);
  const schema = schemaOf(dataset, split, learned.schema.scaling);
  const testScores = predictRows(fitted.forest, learned, split.test);
  const interval = measureInterval(division, fitted, folded, options['random-state']);
  const { outOfBag, bagOf } = fitted;
  return {
    dataset,
    learned,
    schema: withInterval(schema, interval),
    forest: fitted.forest,
    split,
    division,
    columns: read.columns,
    engine: { name: engine.name, version: engine.version },
    options: learner,
    ...found,
    metric,
    crossValidation: crossValidationOf(scores),
    judgement: judge(dataset, schema, split.test, testScores, metric),
    testScores,
    ...defined({ bagOf }),
    ...(outOfBag === undefined
      ? {}
      : {
          outOfBag: evaluate(learned, outOfBag.rows, outOfBag.scores),
          outOfBagScore: measure(metric, learned, outOfBag.rows, outOfBag.scores),
        }),
    impurity: fitted.importances,
    importances: measureImportances({
      forest: fitted.forest,
      dataset: learned,
      rows: split.test,
      metric,
      seed: options['random-state'],
      repeats: options['permutation-repeats'],
      impurity: fitted.importances,
    }),
  };
}

/** As the service will read the table, in its own units. */
function served(dataset: Dataset, { scaling: _, ...schema }: Schema): Dataset {
  return schema.encodings === undefined ? dataset : encodeDataset(dataset, schema);
}

/** Statistics in the table's own units, of the rows that the forest was grown on, with the scaling it needs. */
function schemaOf(dataset: Dataset, split: Split, scaling: Scaling | undefined): Schema {
  const schema = describeRows(dataset, split.train);
  return scaling === undefined ? schema : { ...schema, scaling };
}

function withInterval(schema: Schema, interval: IntervalWidth | undefined): Schema {
  if (schema.task === 'classification' || interval === undefined) return schema;
  return { ...schema, target: { ...schema.target, interval } };
}
