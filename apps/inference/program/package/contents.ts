import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { openApiDocument } from '@lambda-forest/api/openapi';

import { BuildNotFoundError } from '../errors.ts';
import { readMetadata } from '../find-model.ts';
import type { FoundModel } from '../find-model.ts';
import { HANDLER_FILE, OPENAPI_FILE } from '../locations.ts';
import { packagedMetadata, parseMetadata, unusedColumns } from './packaged-metadata.ts';

/**
 * All files of the function, by name: the bundle, the model with its metadata, and the contract that the
 * model's schema makes, which is written once here so that the function needs no code for it.
 *
 * @param build the folder of the bundle
 * @throws {BuildNotFoundError} if there is no bundle
 * @throws {ModelNotFoundError} if the model has no metadata
 */
export async function functionContents(
  found: FoundModel,
  build: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { bytes, model } = found;
  const metadata = parseMetadata(
    await readMetadata(found),
    join(found.folder, ARTIFACT_FILES.metadata),
  );
  const { name, version } = model.provenance;
  const ignored = unusedColumns(metadata, model);
  const { schema, forest } = model;
  // One classifier for each class gives probabilities that need not add up to 1.
  const sumsToOne = schema.task === 'classification' && forest.link.kind !== 'logistic';
  const contract = openApiDocument(schema, { name, version, ignored, sumsToOne });
  return new Map([
    ...(await readBundle(build)),
    [ARTIFACT_FILES.model, bytes],
    [ARTIFACT_FILES.metadata, packagedMetadata(metadata)],
    [OPENAPI_FILE, new TextEncoder().encode(JSON.stringify(contract))],
  ]);
}

/**
 * The bundle's code: no source maps, which Lambda does not read, and no record of the build. It is CommonJS, which
 * `.cjs` says below a workspace of modules; where a function is unpacked, `.js` says the same, and every runtime
 * takes it.
 */
async function readBundle(build: string): Promise<[string, Uint8Array][]> {
  let names: string[];
  try {
    names = (await readdir(build)).filter((name) => name.endsWith('.cjs'));
  } catch (error) {
    throw new BuildNotFoundError(join(build, HANDLER_FILE), error);
  }
  if (!names.includes(HANDLER_FILE)) throw new BuildNotFoundError(join(build, HANDLER_FILE));
  return Promise.all(
    names.map(async (name): Promise<[string, Uint8Array]> => [
      name.replace(/\.cjs$/, '.js'),
      await readFile(join(build, name)),
    ]),
  );
}
