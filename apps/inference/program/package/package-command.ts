import { hash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import { asideName, MODEL_OPTION, removeLeftovers } from '@lambda-forest/artifacts';
import type { ModelReference } from '@lambda-forest/artifacts';
import { requireDeployable } from '@lambda-forest/api';
import type { Packaging } from '@lambda-forest/api';
import { PACKAGE_FILES } from '@lambda-forest/api/manifest';
import type { PackageManifest } from '@lambda-forest/api/manifest';
import { exampleBody } from '@lambda-forest/api/openapi';
import { hasTrainingRange } from '@lambda-forest/api/reading';
import { choice, defineCommand, flag } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';

import { findModel, MODEL_EXIT_CODES } from '../find-model.ts';
import { ARTIFACTS_DIR, BUILD_DIR, PACKAGES_DIR } from '../locations.ts';
import { functionContents } from './contents.ts';
import { makeZip } from './make-zip.ts';

export const packageCommand = defineCommand({
  options: {
    model: MODEL_OPTION,
    packaging: {
      kind: choice('zip', 'image'),
      default: 'zip',
      description:
        'How it will be deployed, which decides how large it may be. The files are the same.',
    },
    json: {
      kind: flag,
      default: false,
      description: 'Prints the manifest, with the path of the zip, as JSON.',
    },
  },
  notes: [
    'Writes dist/apps/inference-package/<model>/function.zip and, last, manifest.json beside it. The same',
    'bundle and model give the same bytes.',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options, no such model or no bundle, 3 larger than Lambda takes.',
    'After any but 0 the package that was there before is unchanged.',
  ],
  exitCodes: { ...MODEL_EXIT_CODES, PACKAGE_TOO_LARGE: 3 },
  async run({ model, packaging, json }, shell) {
    const { folder, manifest } = await packageModel(model, { packaging });
    const zip = join(folder, PACKAGE_FILES.zip);
    if (json) shell.document({ ...manifest, path: zip });
    else shell.say(report(manifest, relative(process.cwd(), zip)));
  },
});

/** How to choose an image instead of a zip, for the message of a package that is too large. */
const TO_IMAGE =
  "package it with --packaging=image and write packaging: 'image' for the stage in deploy.config.ts";

/**
 * Writes the package of a model.
 *
 * @param packaging how it will be deployed: decides how large it may be, and nothing else
 * @throws {LambdaForestError} for what is the user's to mend; nothing is written then
 */
export async function packageModel(
  reference: ModelReference,
  {
    packaging = 'zip',
    artifacts = ARTIFACTS_DIR,
    build = BUILD_DIR,
    packages = PACKAGES_DIR,
  }: {
    readonly packaging?: Packaging;
    readonly artifacts?: string;
    readonly build?: string;
    readonly packages?: string;
  } = {},
): Promise<{ folder: string; manifest: PackageManifest }> {
  const found = await findModel(artifacts, reference);
  const { bytes, model } = found;
  const files = await functionContents(found, build);
  const unpackedBytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  requireDeployable(packaging, unpackedBytes, TO_IMAGE);
  const zip = makeZip(files);
  const { provenance, schema } = model;
  const manifest: PackageManifest = {
    name: provenance.name,
    version: provenance.version,
    model: { sha256: model.sha256, bytes: bytes.length },
    zip: { sha256: hash('sha256', zip), bytes: zip.length },
    counted: {
      classes: schema.task === 'classification' ? schema.target.classes.length : 0,
      features: schema.features.filter(hasTrainingRange).length,
    },
    exampleBytes: Buffer.byteLength(exampleBody(schema)),
    unpackedBytes,
    handler: 'handler.handler',
  };
  const target = join(packages, provenance.name);
  await replaceFolder(target, {
    [PACKAGE_FILES.zip]: zip,
    [PACKAGE_FILES.manifest]: `${JSON.stringify(manifest, null, 2)}\n`,
  });
  return { folder: target, manifest };
}

/**
 * All files or none, and nothing that a killed process left: whoever reads the folder never sees the zip of one package
 * and the manifest of another. A folder of the same files stays as it is: somebody may be deploying it.
 */
async function replaceFolder(folder: string, files: Files): Promise<void> {
  const parent = dirname(folder);
  const random = randomBytes(6).toString('hex');
  const fresh = join(parent, asideName(basename(folder), process.pid, random));
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent, { readdir, rm }, process);
  if (await holds(folder, files)) return;
  try {
    await mkdir(fresh);
    for (const [name, content] of Object.entries(files))
      await writeFile(join(fresh, name), content);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

type Files = Readonly<Record<string, Uint8Array | string>>;

/** Whether a folder has these files and no other. */
async function holds(folder: string, files: Files): Promise<boolean> {
  try {
    const names = await readdir(folder);
    if (names.length !== Object.keys(files).length) return false;
    for (const [name, content] of Object.entries(files)) {
      if (!(await readFile(join(folder, name))).equals(Buffer.from(content))) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function report(
  { name, version, model, zip, unpackedBytes }: PackageManifest,
  path: string,
): string {
  const bytes = (count: number) => `${formatInteger(count)} bytes`;
  return [
    path,
    `  model     ${name} ${version}, ${bytes(model.bytes)}, SHA-256 ${model.sha256}`,
    `  unpacked  ${bytes(unpackedBytes)}`,
    `  zip       ${bytes(zip.bytes)}, SHA-256 ${zip.sha256}`,
  ].join('\n');
}
