import { availableParallelism } from 'node:os';

import { TrainingCancelledError } from '@lambda-forest/training';

import { makeArtifacts } from './artifacts.ts';
import { QualityGateError } from './errors.ts';
import type { Metrics } from './evaluate.ts';
import { jsonOutput, jsonText, textOutput } from './console-output.ts';
import { ARTIFACTS, locate } from './locations.ts';
import { train } from './pipeline.ts';
import { readDataFile } from './read-data-file.ts';
import type { TrainOptions } from './train-options.ts';
import { requireWritable, writeFiles } from './write-files.ts';

/**
 * Trains and writes the artifacts. Everything that can fail comes before the first byte is written.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runTrain(options: TrainOptions, signal: AbortSignal): Promise<void> {
  const startedAt = new Date();
  const { dataFile, outputDir, name } = locate(options);
  await requireWritable(outputDir, Object.values(ARTIFACTS));
  const file = await readDataFile(dataFile);
  const output = options.json ? jsonOutput(file.source) : textOutput(file.source);

  const threads = options['n-jobs'] ?? availableParallelism();
  const training = await train(file, options, output, signal, threads);
  output.onEvaluated(training);
  requireQuality(training.test, options);
  const artifacts = makeArtifacts(training, file, name, options, startedAt);
  if (signal.aborted) throw new TrainingCancelledError(signal.reason);
  await writeFiles(outputDir, {
    [ARTIFACTS.model]: artifacts.model,
    [ARTIFACTS.metrics]: jsonText(artifacts.metrics),
    [ARTIFACTS.metadata]: jsonText(artifacts.metadata), // last: it holds the model's hash
  });
  output.onSaved(artifacts, outputDir);
}

function requireQuality(test: Metrics, options: TrainOptions): void {
  const minimum = options['min-accuracy'];
  if (minimum !== undefined && test.task === 'classification' && test.accuracy < minimum) {
    throw new QualityGateError(test.accuracy, minimum);
  }
}
