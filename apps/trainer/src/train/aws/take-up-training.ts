import { createHash, randomUUID } from 'node:crypto';

import { UsageError } from '@lambda-forest/cli';
import { TRAINING_PREFIX } from '@lambda-forest/s3';
import type { TaskRuns } from '@lambda-forest/s3';
import type { InputObject } from '@lambda-forest/scale';

import { hashDataFile } from '../../reading/read-data-file.ts';
import type { TrainOptions } from '../train-options.ts';

/** Options that say nothing of what functions do. */
const ELSEWHERE = new Set<keyof TrainOptions>([
  'config',
  'data',
  'dry-run',
  'force',
  'json',
  'min-accuracy',
  'min-score',
  'model-version',
  'name',
  'output-dir',
  'resume',
  'schema', // its content says it
  'stage',
]);

/** Of the file that has the ID of the last training of its kind. */
const ID = 'id';

/**
 * The ID of a training, which all that functions write is below: a new one, or that of the last one with the same files,
 * options and functions.
 *
 * @param data its address
 * @throws {UsageError} if there is none to be taken up
 */
export async function takeUpTraining(
  runs: TaskRuns,
  data: string,
  objects: readonly InputObject[],
  options: TrainOptions,
): Promise<string> {
  const kind = await kindOf(runs.deployment, data, objects, options);
  const files = runs.files(`${TRAINING_PREFIX}${kind}/`);
  if (!options.resume) {
    const id = randomUUID();
    await files.put(ID, id);
    return id;
  }
  if (await files.has(ID)) return new TextDecoder().decode(await files.read(ID));
  throw new UsageError(
    `Found no training of ${data} to take up, expected one of the last two weeks with the same files, options and --schema, by functions that were not deployed again since.`,
    'Give the same options, or leave out --resume.',
  );
}

async function kindOf(
  deployment: string,
  data: string,
  objects: readonly InputObject[],
  options: TrainOptions,
): Promise<string> {
  const { schema } = options;
  const said = Object.entries(options)
    .filter(([name]) => !ELSEWHERE.has(name as keyof TrainOptions))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const read = schema === undefined ? undefined : await hashDataFile(schema);
  const all = JSON.stringify([deployment, data, objects, said, read]);
  return createHash('sha256').update(all).digest('hex');
}
