import type { Shell } from '@lambda-forest/cli';
import type { InputStore, RunSpec } from '@lambda-forest/scale';
import { count, formatInteger } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { sizeUp } from './size-up.ts';
import type { RunSize } from './size-up.ts';

const BYTES_PER_MB = 1e6;
const BYTES_PER_TB = 1e12;
const MILLION = 1e6;
const SECONDS_PER_HOUR = 3600;

interface DryRun {
  readonly spec: RunSpec;
  readonly model: LoadedModel;
  readonly input: InputStore;
  readonly workers: number;
}

/** Shows what a run on this machine would do and about how long it would take; writes nothing. */
export async function dryRun(run: DryRun, shell: Shell, isJson: boolean): Promise<void> {
  const { sample, estimate, ...size } = await sizeUp(run.spec, run.model, run.input);
  const workers = Math.min(run.workers, size.pieces);
  const seconds = estimate === undefined ? undefined : estimate.seconds / workers;
  if (isJson) {
    shell.document({ ...size, workers, rows: estimate?.rows, seconds, sample, dollars: 0 });
    return;
  }
  shell.say(sizeLine(size, `${workers} at a time`));
  if (estimate === undefined) {
    shell.say(UNKNOWN);
    return;
  }
  const perMillion = (seconds! / estimate.rows) * MILLION;
  const hoursPerTb = ((seconds! / estimate.bytes) * BYTES_PER_TB) / SECONDS_PER_HOUR;
  shell.say(
    `About ${formatInteger(estimate.rows)} rows in ${seconds!.toFixed(1)} s: ${perMillion.toFixed(1)} s per million rows, ${hoursPerTb.toFixed(1)} h per TB`,
    'Costs nothing beside this machine.',
    '',
    'Assumptions:',
    `- ${sampleLine(sample!)}`,
    '- The rest is like it, and each process has a core.',
  );
}

export const UNKNOWN =
  'How long that takes is not known: the first file has no row in its first megabytes.';

/** @param atOnce how much of it is done at a time */
export function sizeLine({ files, bytes, pieces }: RunSize, atOnce: string): string {
  return `${count(files, 'file')} of ${megabytes(bytes)} MB, ${count(pieces, 'piece')}, ${atOnce}`;
}

export function sampleLine({ bytes, rows, seconds }: NonNullable<RunSize['sample']>): string {
  return `One process here scored ${formatInteger(rows)} rows, the first ${megabytes(bytes)} MB, in ${seconds.toFixed(2)} s.`;
}

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(1);
}
