/** Packages as `inference:package` writes them, with models of our choice in them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { unzipSync, zipSync } from 'fflate';

import { freshFolder, sha256 } from '../fixture.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const PACKAGE = join(ROOT, 'dist/apps/inference-package/iris');

let another: Uint8Array | undefined;

/** What the target before this one packaged. */
export function packaged(): string {
  if (!existsSync(join(PACKAGE, 'function.zip'))) {
    throw new Error('Found no package, expected one. Run "npx lambda-forest package".');
  }
  return PACKAGE;
}

/** The same code with another model: trained from another seed, so that its bytes differ. */
export function packagedWithAnotherModel(): string {
  const folder = freshFolder();
  const zip = unzipSync(readFileSync(join(packaged(), 'function.zip')));
  const model = (another ??= trainAnother(folder));
  const bytes = zipSync({ ...zip, 'model.forest': model }, { mtime: new Date(1980, 0, 1) });
  const manifest = {
    ...JSON.parse(readFileSync(join(PACKAGE, 'manifest.json'), 'utf8')),
    version: '1.1.0',
    model: { sha256: sha256(model), bytes: model.length },
    zip: { sha256: sha256(bytes), bytes: bytes.length },
  };
  writeFileSync(join(folder, 'function.zip'), bytes);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** The same package with a model that is not the one its manifest says, so that the service refuses to load it. */
export function packagedWithWrongModel(): string {
  const folder = packagedWithAnotherModel();
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const model = { ...manifest.model, sha256: '0'.repeat(64) };
  writeFileSync(path, JSON.stringify({ ...manifest, model }));
  return folder;
}

/** The hash of the model in a package. */
export function modelSha256(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return manifest.model.sha256;
}

function trainAnother(folder: string): Uint8Array {
  const trainer = join(ROOT, 'apps/trainer/src/main.ts');
  const args = ['train', '--random-state=7', '--model-version=1.1.0', `--output-dir=${folder}`];
  const { status, stderr } = spawnSync(process.execPath, [trainer, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (path) => basename(path) === 'model.forest',
  );
  if (file === undefined) throw new Error(`Found no model.forest in ${folder}, expected one.`);
  return readFileSync(join(folder, file));
}
