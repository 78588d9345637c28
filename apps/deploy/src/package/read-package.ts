import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { manifestSchema, PACKAGE_FILES } from '@lambda-forest/api/manifest';
import type { PackageManifest } from '@lambda-forest/api/manifest';
import { printable } from '@lambda-forest/text';

import { PackageError } from '../errors.ts';

/** A package that agrees with its manifest. */
export interface FunctionPackage {
  readonly manifest: PackageManifest;
  /** Absolute path of `function.zip`. */
  readonly zipPath: string;
}

/**
 * Reads what `inference:package` wrote, and makes sure that the zip is the one that the manifest describes.
 *
 * @param folder that holds `manifest.json` and `function.zip`
 * @param model the model to package, for the remedy, if it is known
 * @throws {PackageError} if one of them is missing, unreadable, or they do not belong together
 */
export async function readPackage(folder: string, model?: string): Promise<FunctionPackage> {
  const manifest = parseManifest(await read(folder, PACKAGE_FILES.manifest, model), model);
  const zip = await read(folder, PACKAGE_FILES.zip, model);
  const sha256 = hash('sha256', zip);
  if (sha256 !== manifest.zip.sha256) {
    throw new PackageError(
      `Found a function.zip with the SHA-256 ${sha256.slice(0, 12)}, expected ${manifest.zip.sha256.slice(0, 12)} as its manifest says.`,
      undefined,
      model,
    );
  }
  return { manifest, zipPath: resolve(folder, PACKAGE_FILES.zip) };
}

async function read(folder: string, file: string, model?: string): Promise<Buffer> {
  const path = join(folder, file);
  try {
    return await readFile(path);
  } catch (error) {
    throw new PackageError(`Found no file ${printable(path)}, expected the package.`, error, model);
  }
}

function parseManifest(bytes: Buffer, model?: string): PackageManifest {
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new PackageError(
      'Found a manifest.json that is not JSON, expected a JSON document.',
      error,
      model,
    );
  }
  const result = manifestSchema.safeParse(content);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new PackageError(
    `Found a manifest.json that does not fit in ${printable(places)}, expected name, version and the hashes.`,
    result.error,
    model,
  );
}
