import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'esbuild';

import { BenchError } from '../errors.ts';
import { spread } from '../statistics.ts';
import type { StartTimes } from './results.ts';

/**
 * Times processes of this Node from start to end, by turns: one that does nothing, and one that loads the model.
 *
 * @param folder a temporary folder
 * @param starts of each, at least 1
 */
export async function measureStart(
  folder: string,
  model: Uint8Array,
  starts: number,
): Promise<StartTimes> {
  const files = { bare: 'bare.mjs', program: 'start.mjs', model: 'model.forest' };
  await writeFile(join(folder, files.bare), '');
  await writeFile(join(folder, files.model), model);
  await build({
    entryPoints: [join(import.meta.dirname, 'start-program.ts')],
    outfile: join(folder, files.program),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'silent',
  });
  const bare: number[] = [];
  const loaded: number[] = [];
  for (let i = 0; i < starts; i++) {
    bare.push(timeProcess(folder, [files.bare]));
    loaded.push(timeProcess(folder, [files.program, files.model]));
  }
  return { bare: spread(bare), loaded: spread(loaded) };
}

function timeProcess(cwd: string, args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const elapsed = performance.now() - start;
  if (status === 0) return elapsed;
  throw new BenchError(
    `Found "node ${args.join(' ')}" ending with ${status ?? 'a signal'}.`,
    'See its own message above.',
  );
}
