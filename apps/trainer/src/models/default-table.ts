import { UsageError } from '@lambda-forest/cli';
import type { Model } from '@lambda-forest/serializer';

import { hashDataFile } from '../reading/read-data-file.ts';
import { locateData } from '../train/locations.ts';

/** Whether each model was trained on the table that is meant without `--data`. */
export async function areOfDefaultTable(models: readonly Model[]): Promise<boolean> {
  const [file] = locateData(undefined);
  const sha256 = await hashDataFile(file!);
  return models.every(({ provenance }) => provenance.data.sha256 === sha256);
}

/**
 * Refuses to use a model on the default table if it was trained on another.
 *
 * @throws {UsageError}
 */
export async function requireData(data: string | undefined, model: Model): Promise<void> {
  if (data !== undefined || (await areOfDefaultTable([model]))) return;
  const { name, version, data: trained } = model.provenance;
  throw new UsageError(
    `Found no --data for ${name} ${version}, expected a table with the columns of ${trained.source}, which it was trained on.`,
    'Name the table with --data.',
  );
}
