/** Ctrl-C while a table is waited for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train } from './in-process.ts';
import { environment, WORKSPACE } from './run.ts';

const POLL_MS = 20;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-cancel-'));
  const rows = Array.from({ length: 40 }, (_, i) => `${i * 1.5},${i % 2 ? 'a' : 'b'}`);
  await writeFile(join(folder, 'table.csv'), `x,y\n${rows.join('\n')}\n`);
  const model = join('artifacts', 'table', '1.0.0');
  const { code } = await train(
    folder,
    '--data=table.csv',
    '--n-estimators=2',
    '--folds=2',
    `--output-dir=${model}`,
  );
  expect(code).toBe(0);
});

afterAll(() => rm(folder, { recursive: true }));

test('ends a prediction that waits for standard input, and leaves no file', async () => {
  const main = join(WORKSPACE, 'apps/trainer/src/main.ts');
  const options = ['--model=table@1.0.0', '--artifacts-dir=artifacts', '--data=-', '--out=out.csv'];
  const child = spawn(process.execPath, [main, 'predict', ...options], {
    cwd: folder,
    env: environment(),
    stdio: ['pipe', 'ignore', 'pipe'], // standard input stays open, with nothing on it
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = once(child, 'close');
  const isAside = (name: string) => name.startsWith('.out.csv.');
  while (child.exitCode === null && !(await readdir(folder)).some(isAside)) {
    await setTimeout(POLL_MS);
  }
  child.kill('SIGINT');
  expect((await closed)[0], stderr).toBe(130);
  expect(stderr).toBe(
    'Found a request to stop before all rows were read. Run it again if that was not meant; nothing was written.\n',
  );
  expect((await readdir(folder)).sort()).toEqual(['artifacts', 'table.csv']);
});
