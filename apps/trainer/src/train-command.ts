import { availableParallelism } from 'node:os';
import { basename, dirname } from 'node:path';

import { ARTIFACT_FILES, latestText } from '@lambda-forest/artifacts';
import { TrainingCancelledError } from '@lambda-forest/training';

import { makeArtifacts } from './artifacts.ts';
import { QualityGateError } from './errors.ts';
import type { Metrics } from './evaluate.ts';
import { jsonOutput, jsonText, textOutput } from './console-output.ts';
import { locate } from './locations.ts';
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
  const { dataFile, outputDir, latestFile, name } = locate(options);
  await requireWritable(outputDir, Object.values(ARTIFACT_FILES));
  if (latestFile !== undefined) await requireWritable(dirname(latestFile), [basename(latestFile)]);
  const file = await readDataFile(dataFile);
  const output = options.json ? jsonOutput(file.source) : textOutput(file.source);

  const threads = options['n-jobs'] ?? availableParallelism();
  const training = await train(file, options, output, signal, threads);
  output.onEvaluated(training);
  requireQuality(training.test, options);
  const artifacts = makeArtifacts(training, file, name, options, startedAt);
  if (signal.aborted) throw new TrainingCancelledError(signal.reason);
  await writeFiles(outputDir, {
    [ARTIFACT_FILES.model]: artifacts.model,
    [ARTIFACT_FILES.metrics]: jsonText(artifacts.metrics),
    [ARTIFACT_FILES.metadata]: jsonText(artifacts.metadata), // last: it holds the model's hash
  });
  if (latestFile !== undefined) {
    const text = latestText(options['model-version']);
    await writeFiles(dirname(latestFile), { [basename(latestFile)]: text });
  }
  output.onSaved(artifacts, outputDir);
}

function requireQuality(test: Metrics, options: TrainOptions): void {
  const minimum = options['min-accuracy'];
  if (minimum !== undefined && test.task === 'classification' && test.accuracy < minimum) {
    throw new QualityGateError(test.accuracy, minimum);
  }
}
