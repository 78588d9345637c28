import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { ModelReference } from '@lambda-forest/artifacts';

import { PackageError } from '../errors.ts';

const PROGRAM = fileURLToPath(new URL('../../../cli/bin/lambda-forest.cjs', import.meta.url));

/**
 * Packages a model by `lambda-forest package`, which says on stderr what is wrong. How large the package may be is
 * not decided there: the stage's configuration says how it is deployed.
 *
 * @returns the package's folder
 * @throws {PackageError} if there is no package then
 */
export async function makePackage(model: ModelReference): Promise<string> {
  const words = ['package', `--model=${referenceText(model)}`, '--packaging=image', '--json'];
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const document = await text(child.stdout);
  const [code] = await ended;
  if (code !== 0)
    throw new PackageError('Found no package: packaging failed, as the lines above say.');
  const { path } = JSON.parse(document) as { path: string };
  return dirname(path);
}

function referenceText(model: ModelReference): string {
  if ('path' in model) return model.path;
  return model.version === undefined ? model.name : `${model.name}@${model.version}`;
}
