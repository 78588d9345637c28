import { snakeCaseKeys } from '@lambda-forest/text';
import type { ModelFacts } from '@lambda-forest/report';
import { encodeModel } from '@lambda-forest/serializer';
import type { JsonObject, JsonValue, Model, SplitKind } from '@lambda-forest/serializer';
import { defined } from '@lambda-forest/text';

import { describeLearnerOptions } from './learner-options.ts';
import { encodeMarks, encodeRuns } from '../models/held-out-record.ts';
import { markRows } from '../models/seen-rows.ts';
import { modelFacts } from '../report/model-facts.ts';
import type { Training } from './training.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { roundNumbers } from '../output/round-numbers.ts';
import type { TrainOptions } from './train-options.ts';
import { packageVersions, PRODUCT_VERSION } from './package-versions.ts';

/** The files that a training leaves behind, ready to be written. */
export interface Artifacts {
  /** `model.forest`: see docs/model-format.md. A function of data, options and seed alone. */
  readonly model: Uint8Array;
  /** `metadata.json`: everything about the model that is not the model, with the date. */
  readonly metadata: JsonObject;
  /** `metrics.json`: how good it is. */
  readonly metrics: JsonObject;
  /** What the report says of the model file. */
  readonly facts: ModelFacts;
}

/** What a model is called. */
export interface ModelId {
  readonly name: string;
  readonly version: string;
}

/** A model and its file, whose bytes depend on its name and version too. */
export interface EncodedModel {
  readonly model: Model;
  readonly bytes: Uint8Array;
}

export function encodeTraining(
  training: Training,
  file: DataFile,
  id: ModelId,
  options: TrainOptions,
): EncodedModel {
  const model = describeModel(training, file, id, options);
  return { model, bytes: encodeModel(model) };
}

/** @param createdAt when the training was started; in metadata.json only, so that the model's bytes repeat */
export function makeArtifacts(
  training: Training,
  file: DataFile,
  { model, bytes }: EncodedModel,
  createdAt: Date,
): Artifacts {
  const metrics = describeMetrics(training);
  const facts = modelFacts(model, bytes);
  const { schema, provenance } = model;
  const { name, version } = provenance;
  const { encodings: _, ...described } = schema; // of as many names as the table has
  const metadata = {
    name,
    version,
    createdAt: createdAt.toISOString(),
    task: schema.task,
    seed: provenance.seed,
    learner: training.options.learner,
    engine: provenance.engine,
    options: provenance.options,
    data: { ...provenance.data, files: describeFiles(file), rowMarks: describeMarks(training) },
    split: { ...provenance.split, ...describeHeldOut(training) },
    model: describeModelFile(facts),
    metrics,
    schema: described,
    leftOut: training.columns
      .filter(({ role }) => role === 'left-out')
      .map(({ name: column, reason = null, why = null }) => ({ column, reason, why })),
    packages: packageVersions(),
  };
  return { model: bytes, metadata: snakeCaseKeys(metadata), metrics, facts };
}

/** What metadata.json says of the model's file. */
export function describeModelFile({
  file: { name, ...file },
  trees,
  nodes,
}: ModelFacts): JsonObject {
  return { file: name, ...file, trees, nodes };
}

function describeFiles({ files, table }: DataFile): JsonObject[] {
  return table.parts.map(({ source, format }, part) => ({ source, format, ...files[part]! }));
}

function describeMarks({ dataset, split }: Training): JsonObject {
  const { marks, coincident } = markRows(dataset, split.train, split.test);
  return { kept: encodeMarks(marks), coincident };
}

/** Nothing where the seed holds the same rows out again. */
function describeHeldOut({ division, split }: Training): { heldOut?: string } {
  if (division.kind === 'stratified' || division.kind === 'random') return {};
  return { heldOut: encodeRuns(split.test, split.train.length + split.test.length) };
}

function describeModel(
  training: Training,
  file: DataFile,
  { name, version }: ModelId,
  options: TrainOptions,
): Model {
  const { schema, forest, split, engine } = training;
  return {
    schema,
    forest,
    provenance: {
      name,
      version,
      lambdaForest: PRODUCT_VERSION,
      engine,
      options: describeOptions(training, options),
      seed: options['random-state'],
      data: {
        source: file.source,
        sha256: file.sha256,
        rows: split.train.length + split.test.length,
      },
      split: {
        testSize: options['test-size'],
        trainRows: split.train.length,
        testRows: split.test.length,
        stratified: training.division.kind === 'stratified' || isStratifiedByDefault(training),
        folds: options.folds,
        ...describeDivision(training),
      },
      metrics: summarise(describeMetrics(training)),
    },
  };
}

/** With a test file, the folds still keep the classes in their shares. */
function isStratifiedByDefault({ division, schema }: Training): boolean {
  return division.kind === 'file' && schema.task === 'classification';
}

/** Nothing for what is usual: the same model has the same bytes, whatever could be said of it besides. */
function describeDivision({ division: { kind, column }, schema }: Training): {
  kind?: SplitKind;
  column?: string;
} {
  const usual = schema.task === 'classification' ? 'stratified' : 'random';
  if (kind === usual) return {};
  return { kind, ...defined({ column }) };
}

/** The options that shape the model: not where it is read from or written to. */
function describeOptions(training: Training, options: TrainOptions): JsonObject {
  return {
    target: training.schema.target.name,
    ...describeLearnerOptions(training.options),
    scaler: options.scaler,
    sample_weight: options['sample-weight'] ?? null,
    search: options.search,
    search_trials: options.search === 'none' ? null : options['search-trials'],
    metric: training.metric,
    min_accuracy: options['min-accuracy'] ?? null,
    min_score: options['min-score'] ?? null,
  };
}

/**
 * What of the metrics travels with the model: the numbers for all classes together. What grows with the classes,
 * or their square, stays in metrics.json.
 */
export function summarise({
  test,
  baseline,
  cross_validation,
  out_of_bag,
  feature_importances,
}: JsonObject): JsonObject {
  return {
    test: withoutClasses(test),
    baseline: baseline ?? null,
    cross_validation: cross_validation ?? null,
    out_of_bag: withoutClasses(out_of_bag),
    feature_importances: feature_importances ?? null,
  };
}

function withoutClasses(metrics: JsonValue | undefined): JsonValue {
  if (typeof metrics !== 'object' || metrics === null) return null;
  const grows = ['classes', 'per_class', 'confusion_matrix'];
  return Object.fromEntries(Object.entries(metrics).filter(([key]) => !grows.includes(key)));
}

function describeMetrics(training: Training): JsonObject {
  const { judgement, crossValidation, outOfBag, importances, search, choice, metric } = training;
  return roundNumbers({
    test: judgement.metrics,
    baseline: judgement.baseline,
    crossValidation: { metric, ...crossValidation },
    outOfBag: outOfBag ?? null,
    choice: choice && {
      loss: choice.loss,
      candidates: choice.comparisons.map(({ options, ...compared }, index) => ({
        ...compared,
        isChosen: index === choice.chosen,
        learner: options.learner,
        options: describeLearnerOptions(options),
      })),
    },
    search: search?.map(({ options, ...trial }) => ({
      ...trial,
      options: describeLearnerOptions(options),
    })),
    featureImportances: inSchemaOrder(importances).map(({ name, impurity, permutation }) => ({
      feature: name,
      importance: impurity,
      permutationImportance: permutation?.mean,
      permutationDeviation: permutation?.deviation,
    })),
  });
}

function inSchemaOrder({ columns }: Training['importances']) {
  return columns.toSorted((a, b) => a.features[0]! - b.features[0]!);
}
