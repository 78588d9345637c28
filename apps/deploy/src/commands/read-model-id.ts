import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES, isModelName, readModelFile } from '@lambda-forest/artifacts';
import type { ModelPath } from '@lambda-forest/artifacts';
import { z } from 'zod';

import { PackageError } from '../errors.ts';

const metadata = z.object({
  name: z.string().refine(isModelName),
  version: z.string().refine(isModelName),
});

/**
 * The name and version of a model that was given by its path, as `metadata.json` beside it says.
 *
 * @throws {UnknownModelPathError} if there is no model
 * @throws {PackageError} if its metadata is missing or unreadable
 */
export async function readModelId(path: ModelPath): Promise<{ name: string; version: string }> {
  const { folder } = await readModelFile({ readFile, readdir }, '', path);
  const file = join(folder, ARTIFACT_FILES.metadata);
  try {
    return metadata.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new PackageError(
      `Found no ${file} with the model's name and version, expected it beside the model.`,
      error,
    );
  }
}
