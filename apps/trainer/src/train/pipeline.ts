import { UsageError } from '@lambda-forest/cli';
import {
  describeRows,
  encodeDataset,
  fitScaling,
  mergeRareLevels,
  readDataset,
  scaleDataset,
} from '@lambda-forest/data';
import type {
  ColumnChoice,
  ColumnReport,
  Dataset,
  DatasetOptions,
  ReadDataset,
  Split,
} from '@lambda-forest/data';
import type { Forest } from '@lambda-forest/forest';
import { METRICS } from '@lambda-forest/evaluator';
import type { MetricName } from '@lambda-forest/evaluator';
import type { Importances } from '@lambda-forest/report';
import { DEFAULT_POLICIES } from '@lambda-forest/schema';
import type { IntervalWidth, Policies, Scaling, Schema } from '@lambda-forest/schema';
import {
  countSteps,
  countWords,
  DEFAULT_ENGINE_NAME,
  DEFAULT_SEARCH_SPACE,
  findEngine,
  namesOfManyLevels,
  predictRows,
  prepareEncoded,
  searchOptions,
} from '@lambda-forest/training';
import type {
  Choice,
  Engine,
  FoldResult,
  LearnerOptions,
  PreparedEngine,
  Trial,
} from '@lambda-forest/training';
import { defined } from '@lambda-forest/text';

import { measureImportances } from '../evaluate/importances.ts';
import { judge } from '../evaluate/judgement.ts';
import type { Judgement } from '../evaluate/judgement.ts';
import { evaluate, leadingMetric, measure, requireMetricOf } from '../evaluate/metrics.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import { choose } from './choose.ts';
import { comparedLoss } from './compared-loss.ts';
import { keepInformative } from './informative-columns.ts';
import { forestOptions } from './learner-options.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { measureInterval } from './measure-interval.ts';
import { divide } from './split-data.ts';
import type { Division } from './split-data.ts';
import type { Stage, StageEvents } from './stage.ts';
import type { TrainOptions } from './train-options.ts';
import { spellColumns } from '../output/spell-columns.ts';

/** A forest with everything that was found out about it. */
export interface Training {
  /** All rows, in original units, with names and texts as the numbers that the service makes of them. */
  readonly dataset: Dataset;
  /** The same as the forest reads them, scaled; of the training rows with the numbers that it learned from. */
  readonly learned: Dataset;
  /** What the forest's training rows looked like: what the service will ask of a request. */
  readonly schema: Schema;
  readonly forest: Forest;
  readonly split: Split;
  readonly division: Division;
  /** What became of every column of the table. */
  readonly columns: readonly ColumnReport[];
  readonly engine: { readonly name: string; readonly version: string };
  /** What was fitted: as given, chosen, or found by the search. */
  readonly options: LearnerOptions;
  /** What was compared to choose it. Absent where the options left nothing to choose. */
  readonly choice?: Choice & {
    /** What was compared, in words. */
    readonly loss: string;
  };
  /** What folds, trials and shuffled features are compared by. */
  readonly metric: MetricName;
  /** The search's trials, the best first. Absent without a search. */
  readonly search?: readonly Trial[];
  readonly crossValidation: CrossValidation;
  /** On the test rows, never used in training. */
  readonly judgement: Judgement;
  /** What was judged: one row of outputCount numbers for each of `split.test`, row-major. */
  readonly testScores: Float64Array;
  /** The rows that a tree was grown on, drawn again at each call. Absent without bootstrap. */
  readonly bagOf?: (tree: number) => Uint32Array;
  /** On the training rows, each by the trees that had not seen it. Absent without bootstrap. */
  readonly outOfBag?: Metrics;
  /** The metric on the same rows. */
  readonly outOfBagScore?: number | null;
  /** How much each feature lowered impurity, in schema order, summing to 1. */
  readonly impurity: Float64Array;
  /** By columns as given, on the test rows. */
  readonly importances: Importances;
}

/**
 * How good forests of these options are on rows they have not seen, before the test rows are touched. After a
 * search it is the best trial's, and so a little too good.
 */
interface CrossValidation {
  /** The metric of each fold; null where it is not defined. */
  readonly scores: readonly (number | null)[];
  /** null unless every fold has a score. */
  readonly mean: number | null;
  /** Population deviation, as numpy's `std`; null as the mean. */
  readonly standardDeviation: number | null;
}

/** What a training reports while it runs. */
export interface TrainingEvents extends StageEvents {
  onTable(read: ReadDataset, division: Division): void;
}

/** Where the numbers of a table come from, and what grows trees on them. */
export interface TableWays {
  /** The table, with what a person says that columns are beside the choices of the file. */
  readonly readAs: (choices: readonly ColumnChoice[]) => ReadDataset;
  readonly engine: Engine;
}

/** A table that is in memory. @param threads to grow trees with, at least 1; the result does not depend on it */
export function wholeTable(file: DataFile, options: TrainOptions, threads: number): TableWays {
  return {
    readAs: (choices) =>
      readDataset(file.table, {
        ...datasetOptions(options),
        columns: [...file.choice.columns, ...choices],
      }),
    engine: findEngine(options.engine ?? DEFAULT_ENGINE_NAME, threads),
  };
}

/** How the options say that a table is read. */
export function datasetOptions(options: TrainOptions): DatasetOptions {
  return {
    target: options.target,
    ...(options.task === 'auto' ? {} : { task: options.task }),
    weight: options['sample-weight'],
    group: options['group-column'],
    time: options['time-column'],
    missing: options.missing,
  };
}

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
  const { learner, folded, scores, ...found } =
    options.search === 'none' ? await validate(stage) : await search(stage);

  const label = learner.learner === 'forest' ? 'Forest' : 'Boosting';
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
    crossValidation: summarise(scores),
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

/** A table as it is fitted, and on the way to it. */
interface PreparedTable {
  /** With the rules for requests. */
  readonly given: Dataset;
  /** With words counted. */
  readonly counted: Dataset;
  /** Scaled if the options say so. */
  readonly dataset: Dataset;
  readonly prepared: PreparedEngine;
}

async function prepareTable(
  { dataset: typed, groups, times }: ReadDataset,
  { split }: Division,
  engine: Engine,
  file: DataFile,
  options: TrainOptions,
): Promise<PreparedTable> {
  const { dataset: named, categories } = namesOfManyLevels(typed);
  const given = withPolicies(named, split, file, options);
  const counted = countWords(given, split.train);
  const dataset = scaled(counted, split, options);
  const prepared = await prepareEncoded(engine, dataset, {
    seed: options['random-state'],
    groups,
    times,
    ...(options.unseen === 'error' && { closed: categories }),
  });
  return { given, counted, dataset, prepared };
}

/** What is meant for classes has no meaning for a quantity, and asking for it must not pass unnoticed. */
function refuseContradictions({ task, schema }: Dataset, options: TrainOptions): void {
  requireMetricOf(schema, options.metric);
  if (task === 'classification') {
    if (options.loss === undefined) return;
    throw new UsageError(
      `Found --loss for the classes of ${schema.target.name}, expected it with a quantity only: classes have the log-loss.`,
      'Leave it out, or say --task=regression.',
    );
  }
  const forClasses = [
    ['split', options.split === 'stratified'],
    ['min-accuracy', options['min-accuracy'] !== undefined],
    ['class-weight', options['class-weight'] !== 'none'],
    [
      `criterion=${options.criterion}`,
      options.criterion === 'gini' || options.criterion === 'entropy',
    ],
  ] as const;
  for (const [name, isGiven] of forClasses) {
    if (!isGiven) continue;
    throw new UsageError(
      `Found --${name} for the target ${schema.target.name}, a quantity, expected it with classes only.`,
      'Leave it out, or say --task=classification.',
    );
  }
}

/** The dataset with what its model will hold requests to. */
function withPolicies(
  dataset: Dataset,
  split: Split,
  { missingMarkers }: DataFile,
  { missing, unseen }: TrainOptions,
): Dataset {
  const policies: Policies = { missing, unseen };
  const isDefault = missing === DEFAULT_POLICIES.missing && unseen === DEFAULT_POLICIES.unseen;
  const rules = {
    ...(isDefault ? {} : { policies }),
    ...defined({ missingMarkers }),
  };
  const merged = unseen === 'learned' ? mergeRareLevels(dataset, split.train) : dataset;
  return merged.task === 'classification'
    ? { ...merged, schema: { ...merged.schema, ...rules } }
    : { ...merged, schema: { ...merged.schema, ...rules } };
}

/** What will be fitted, and the score of each fold by which that was decided. */
interface Found extends Pick<Training, 'choice' | 'search'> {
  readonly learner: LearnerOptions;
  /** Absent after a search. */
  readonly folded?: readonly FoldResult[];
  readonly scores: readonly (number | null)[];
}

/** Cross-validates the learner that the options ask for, or chooses one by that. */
async function validate(stage: Stage): Promise<Found> {
  const { dataset, metric } = stage;
  const { choice, learner } = await choose(stage);
  const { comparisons, folds } = choice;
  return {
    learner,
    folded: folds,
    scores: folds.map(({ validation, scores }) => measure(metric, dataset, validation, scores)),
    ...(comparisons.length > 1 && {
      choice: { ...choice, loss: comparedLoss(dataset.task, stage.options.metric).title },
    }),
  };
}

async function search(stage: Stage): Promise<Found> {
  const { dataset, prepared, folds, options, metric, events, signal } = stage;
  const { trials } = await searchOptions({
    prepared,
    folds,
    base: forestOptions(options, dataset.task),
    space: DEFAULT_SEARCH_SPACE,
    strategy: options.search === 'random' ? 'random' : 'halving',
    trials: options['search-trials'],
    seed: options['random-state'],
    score: (validation, scores) => measure(metric, dataset, validation, scores),
    isHigherBetter: METRICS[metric].isHigherBetter,
    onTree: (done, total) => events.onProgress('Search', done, total),
    signal,
  });
  events.onStageDone('Search');
  const [best] = trials;
  return { learner: best!.options, scores: best!.scores, search: trials };
}

function scaled(dataset: Dataset, split: Split, options: TrainOptions): Dataset {
  if (options.scaler === 'none') return dataset;
  return scaleDataset(dataset, fitScaling(dataset, split.train));
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

function summarise(found: readonly (number | null)[]): CrossValidation {
  const scores = found.filter((one) => one !== null);
  if (scores.length < found.length) return { scores: found, mean: null, standardDeviation: null };
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const variance = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0) / scores.length;
  return { scores, mean, standardDeviation: Math.sqrt(variance) };
}
