/** The package for the CDK: the zip as it is, or the folder that an image is built from. */
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { unzipSync } from 'fflate';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { requireDeployable } from '@lambda-forest/api';
import type { Packaging } from '@lambda-forest/api';

import { BundleNotFoundError, PackageError } from '../errors.ts';
import type { FunctionPackage } from './read-package.ts';

const DOCKERFILE = fileURLToPath(new URL('../../container/Dockerfile', import.meta.url));

/**
 * @param zipPath of `function.zip`
 * @throws {PackageTooLargeError} if Lambda would refuse it
 */
export async function zipCode(zipPath: string): Promise<Code> {
  requireFits('zip', await readFile(zipPath));
  return Code.fromAsset(zipPath);
}

/**
 * The functions that score files, with the model of a package: a zip, whatever the service is.
 *
 * @param bundle the path of what `batch:build` wrote
 * @param folder empty; must stay until the synthesis is over
 * @throws {PackageError} if there is no model in the package
 * @throws {PackageTooLargeError} if Lambda would refuse the zip
 * @throws {BundleNotFoundError}
 */
export async function batchCode(zipPath: string, bundle: string, folder: string): Promise<Code> {
  const bundleBytes = await stat(bundle).then(
    ({ size }) => size,
    () => 0, // copying it says that there is none
  );
  const { [ARTIFACT_FILES.model]: model } = unzipSync(await readFile(zipPath), {
    filter: ({ name, originalSize }) => {
      if (name !== ARTIFACT_FILES.model) return false;
      requireDeployable(
        'zip',
        originalSize + bundleBytes,
        'leave batch out of the stage, whose functions are a zip always',
      );
      return true;
    },
  });
  if (model === undefined) {
    throw new PackageError('Found no model in function.zip, expected model.forest.');
  }
  const root = join(resolve(folder), 'batch');
  await mkdir(root);
  await writeFile(join(root, ARTIFACT_FILES.model), model);
  await copyBuilt('batch', bundle, join(root, 'handler.js'));
  return Code.fromAsset(root);
}

/**
 * The function that trains.
 *
 * @param bundle the path of what `trainer:build` wrote
 * @param kernel those of what `histogram:build` wrote
 * @param folder empty; must stay until the synthesis is over
 * @throws {BundleNotFoundError}
 */
export async function trainingCode(
  bundle: string,
  kernel: readonly string[],
  folder: string,
): Promise<Code> {
  const root = join(resolve(folder), 'training');
  await mkdir(root);
  await copyBuilt('trainer', bundle, join(root, 'handler.js'));
  for (const path of kernel) await copyBuilt('histogram', path, join(root, basename(path)));
  return Code.fromAsset(root);
}

async function copyBuilt(project: string, from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    throw new BundleNotFoundError(from, project, error);
  });
}

/**
 * @param given the package, whose zip is unpacked
 * @param folder empty; gets the Dockerfile and the package's files, and must stay until the synthesis is over
 * @throws {PackageTooLargeError} if Lambda would refuse it
 * @throws {PackageError} if a file of the zip would be written outside the folder
 */
export async function imageCode(
  { manifest, zipPath }: FunctionPackage,
  folder: string,
): Promise<Code> {
  const zip = await readFile(zipPath);
  requireFits('image', zip);
  const root = join(resolve(folder), 'function');
  await mkdir(root);
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const path = resolve(root, name);
    if (!path.startsWith(root + sep)) {
      throw new PackageError(
        `Found the file ${JSON.stringify(name)} in function.zip, expected names without "..".`,
      );
    }
    if (name.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  await copyFile(DOCKERFILE, join(folder, 'Dockerfile'));
  return Code.fromAssetImage(folder, { platform: Platform.LINUX_ARM64, cmd: [manifest.handler] });
}

/** Adds up what the zip's own directory says; nothing is unpacked. */
function requireFits(packaging: Packaging, zip: Uint8Array): void {
  let unpacked = 0;
  unzipSync(zip, {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      return false;
    },
  });
  requireDeployable(
    packaging,
    unpacked,
    "write packaging: 'image' for the stage in deploy.config.ts",
  );
}
