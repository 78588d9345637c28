import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import { ARTIFACT_FILES, LATEST_FILE } from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { METRICS } from '@lambda-forest/evaluator';
import { DEFAULT_SEARCH, TrainingCancelledError } from '@lambda-forest/training';

import type { LoadTrainingStage } from './aws/load-training-stage.ts';
import { hashInputs } from './artifact-hashes.ts';
import type { InputFile } from './artifact-hashes.ts';
import { encodeTraining, makeArtifacts } from './make-artifacts.ts';
import { QualityGateError } from '../errors.ts';
import { isBetter, measure, usualMetric } from '../evaluate/metrics.ts';
import { textOutput } from '../output/console-output.ts';
import { withFolder } from '../files/lock-folder.ts';
import { sha256Of } from '../files/sha256.ts';
import { requireFolder } from '../files/write-files.ts';
import { learnerOf } from './learner-options.ts';
import { latestFileOf, locate } from './locations.ts';
import type { Locations, Target } from './locations.ts';
import { refuseWholeOnly } from './pieces/refuse-whole-only.ts';
import type { Trained, TrainRequest } from './pieces/train-in-pieces.ts';
import { train } from './pipeline.ts';
import type { Training } from './training.ts';
import { placeError } from './place-error.ts';
import { hashDataFile, readDataFiles } from '../reading/read-data-file.ts';
import type { DataFile } from '../reading/read-data-file.ts';
import { makeReport } from '../report/training-report.ts';
import { wholeTable } from './table-ways.ts';
import { shardsNotice } from './shards-notice.ts';
import { refuseContradictoryOptions } from './refuse-contradictions.ts';
import { requireOneSplit } from './split-data.ts';
import type { TrainOptions } from './train-options.ts';
import { choosePlace } from './versions.ts';
import { wordColumns } from './word-columns.ts';
import { writeArtifacts } from './write-artifacts.ts';

/**
 * Trains and writes the artifacts. Everything that can fail comes before the first byte is written.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runTrain(
  options: TrainOptions,
  loadStage: LoadTrainingStage | undefined,
  shell: Shell,
): Promise<void> {
  const startedAt = new Date();
  const signal = shell.cancellation();
  requireOneSplit(options);
  learnerOf(options);
  refuseWholeOnly(options);
  requireEffect(options);
  refuseContradictoryOptions(options);
  const { dataFiles, name, target } = locate(options);
  await requireWritable(target);
  // What few trainings need is loaded by those alone: that takes a tenth of a second of each.
  const output = options.json
    ? (await import('../output/json-output.ts')).jsonOutput()
    : textOutput();
  const notice = shardsNotice(options['row-shards']);
  if (notice !== undefined) output.onNotice(notice);
  const request = { options, output, signal };
  const trained = await trainAsAsked(request, { dataFiles, name }, loadStage, shell);
  if (trained === undefined) return;
  const { file, training, paths } = trained;
  output.onEvaluated(training);
  requireQuality(training, options);
  const inputs = hashInputs(await inputFiles(paths, file, options), options);
  if (signal.aborted) throw new TrainingCancelledError(signal.reason);
  const saved = await withFolder(target.folder, async () => {
    const encode = (version: string) => encodeTraining(training, file, { name, version }, options);
    const { place, encoded } = await choosePlace(target, inputs, options.force, encode);
    const id = { name, version: place.version };
    const { metadata, ...made } = makeArtifacts(training, file, encoded, startedAt);
    const report = await makeReport(training, file.table, made.facts);
    const hashes = { inputs_sha256: inputs, model_card_sha256: sha256Of(report.card) };
    const artifacts = { ...made, metadata: { ...metadata, ...hashes } };
    const keptCard = await writeArtifacts(place, latestFileOf(target), artifacts, report);
    return { artifacts, id, target, place, keptCard };
  });
  output.onSaved(saved);
}

/** What trains in another way than this process alone is loaded where it is asked for. */
async function trainAsAsked(
  request: TrainRequest,
  { dataFiles, name }: Pick<Locations, 'dataFiles' | 'name'>,
  loadStage: LoadTrainingStage | undefined,
  shell: Shell,
): Promise<Trained | undefined> {
  const { on, workers } = request.options;
  if (on === 'aws') {
    const { trainOnStage } = await import('./aws/train-on-stage.ts');
    return trainOnStage(request, name, loadStage, shell);
  }
  if (workers === undefined) return trainWhole(request, dataFiles);
  const { trainInProcesses } = await import('./pieces/train-in-processes.ts');
  return trainInProcesses(request, dataFiles, workers);
}

async function trainWhole(
  { options, output, signal }: TrainRequest,
  files: readonly string[],
): Promise<Trained> {
  const file = await readDataFiles({
    files,
    testFile: options['test-data'] === undefined ? undefined : resolve(options['test-data']),
    options,
    keepWords: wordColumns(options),
    named: [
      options.target,
      options['group-column'],
      options['time-column'],
      options['sample-weight'],
    ],
    signal,
    onProgress: (done, total) =>
      output.onProgress('Reading (MB)', Math.floor(done / 1e6), Math.ceil(total / 1e6)),
  });
  output.onRead(file);
  const ways = wholeTable(file, options, options['n-jobs'] ?? availableParallelism());
  const training = await train(file, options, output, signal, ways).catch((error: unknown) => {
    throw placeError(error, file);
  });
  return { file, training, paths: files };
}

/** Refuses an option that means nothing without another one. */
function requireEffect({ force, search, ...options }: TrainOptions): void {
  const trials = options['search-trials'] !== DEFAULT_SEARCH.trials;
  const alone =
    trials && search === 'none'
      ? ['search-trials', 'search']
      : force && options['model-version'] === undefined && options['output-dir'] === undefined
        ? ['force', 'model-version']
        : undefined;
  if (alone === undefined) return;
  const [given, missing] = alone;
  throw new UsageError(
    `Found --${given!} without --${missing!}, expected both.`,
    `Add --${missing!}, or leave --${given!} out.`,
  );
}

/** All that was read, in the order of the plan. */
async function inputFiles(
  dataFiles: readonly string[],
  { files }: DataFile,
  { 'test-data': testData, schema }: TrainOptions,
): Promise<readonly InputFile[]> {
  const tables = testData === undefined ? dataFiles : [...dataFiles, testData];
  const read = tables.map((path, i) => ({ path, sha256: files[i]!.sha256 }));
  return schema === undefined
    ? read
    : [...read, { path: schema, sha256: await hashDataFile(schema) }];
}

/** Refuses, before any work is done, a place that could not be written to. */
async function requireWritable(target: Target): Promise<void> {
  const { kind, folder, version } = target;
  const files = Object.values(ARTIFACT_FILES);
  if (kind === 'folder') return requireFolder(folder, files);
  await requireFolder(folder, [LATEST_FILE]);
  if (version !== undefined) await requireFolder(join(folder, version), files);
}

/** @throws {QualityGateError} if the test rows are predicted worse than the options ask for */
function requireQuality({ dataset, split, testScores }: Training, options: TrainOptions): void {
  const { metric = usualMetric(dataset.task) } = options;
  const gates = [
    ['min-accuracy', 'accuracy'],
    ['min-score', metric],
  ] as const;
  for (const [option, name] of gates) {
    const limit = options[option];
    if (limit === undefined) continue;
    const found = measure(name, dataset, split.test, testScores);
    if (found === null || isBetter(name, limit, found)) {
      throw new QualityGateError({ option, metric: METRICS[name], limit }, found);
    }
  }
}
