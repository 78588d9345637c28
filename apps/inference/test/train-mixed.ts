/** A model of columns of every kind: a quantity that may be missing, levels, booleans, dates and an identifier. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TRAINER = join(import.meta.dirname, '../../trainer/src/main.ts');
const ROWS = 120;

/** @returns the folder of the model, which goes when the process ends */
export function trainMixed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-mixed-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true });
  });
  const rows = Array.from({ length: ROWS }, (_, i) =>
    [
      `u${i}`,
      20 + (i % 60),
      ['web', 'app', 'Télé'][i % 3],
      i % 2 === 0,
      `2024-0${1 + (i % 9)}-1${i % 9}`,
      i % 7 === 0 ? '' : i / 10,
      i % 2 === 0 ? 'no' : 'yes',
    ].join(),
  );
  const data = join(folder, 'mixed.csv');
  writeFileSync(data, ['id,age,channel,active,signed,score,bought', ...rows, ''].join('\n'));
  const options = ['--name=mixed', '--n-estimators=10', '--n-jobs=1'];
  const args = [TRAINER, 'train', `--data=${data}`, `--output-dir=${folder}`, ...options];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`The training ended with ${status}.`);
  return folder;
}
