import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';

import { ARTIFACT_FILES, latestText } from '@lambda-forest/artifacts';
import { jsonText } from '@lambda-forest/text';
import { TrainingCancelledError } from '@lambda-forest/training';

import { makeArtifacts } from './make-artifacts.ts';
import { QualityGateError } from '../errors.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import { jsonOutput, textOutput } from '../output/console-output.ts';
import { locate } from './locations.ts';
import { train } from './pipeline.ts';
import { placeError } from './place-error.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import { makeReport } from '../report/training-report.ts';
import { requireOneSplit } from './split-data.ts';
import type { TrainOptions } from './train-options.ts';
import { requireWritable, writeFiles } from './write-files.ts';

/**
 * Trains and writes the artifacts. Everything that can fail comes before the first byte is written.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runTrain(options: TrainOptions, signal: AbortSignal): Promise<void> {
  const startedAt = new Date();
  requireOneSplit(options);
  const { dataFiles, outputDir, latestFile, name } = locate(options);
  await requireWritable(outputDir, Object.values(ARTIFACT_FILES));
  if (latestFile !== undefined) await requireWritable(dirname(latestFile), [basename(latestFile)]);
  const output = options.json ? jsonOutput() : textOutput();
  const file = await readDataFiles({
    files: dataFiles,
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

  const threads = options['n-jobs'] ?? availableParallelism();
  const training = await train(file, options, output, signal, threads).catch((error: unknown) => {
    throw placeError(error, file);
  });
  output.onEvaluated(training);
  requireQuality(training.test, options);
  const artifacts = makeArtifacts(training, file, name, options, startedAt);
  if (signal.aborted) throw new TrainingCancelledError(signal.reason);
  const { report, card } = await makeReport(
    training,
    file.table,
    artifacts.facts,
    options['permutation-repeats'],
  );
  await writeFiles(outputDir, {
    [ARTIFACT_FILES.model]: artifacts.model,
    [ARTIFACT_FILES.report]: report,
    [ARTIFACT_FILES.card]: card,
    [ARTIFACT_FILES.metrics]: jsonText(artifacts.metrics),
    [ARTIFACT_FILES.metadata]: jsonText(artifacts.metadata), // last: it holds the model's hash
  });
  if (latestFile !== undefined) {
    const text = latestText(options['model-version']);
    await writeFiles(dirname(latestFile), { [basename(latestFile)]: text });
  }
  output.onSaved(artifacts, outputDir);
}

/** Columns whose every value counts, however many there are. */
function wordColumns({ target, task, 'group-column': group }: TrainOptions): string[] {
  return [target, group].filter(
    (name): name is string => name !== undefined && (name === group || task === 'classification'),
  );
}

function requireQuality(test: Metrics, options: TrainOptions): void {
  const minimum = options['min-accuracy'];
  if (minimum !== undefined && test.task === 'classification' && test.accuracy < minimum) {
    throw new QualityGateError(test.accuracy, minimum);
  }
}
