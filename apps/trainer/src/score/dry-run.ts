import type { Shell } from '@lambda-forest/cli';
import type { InputStore, RunSpec } from '@lambda-forest/scale';
import { count, formatSeconds } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { sampleLine, sizeLine, sizeUp, UNKNOWN } from './size-up.ts';

const BYTES_PER_TB = 1e12;
const MILLION = 1e6;
/** The time of fewer is mostly that of code that runs for the first time. */
const FEWEST_TIMED_ROWS = 1_000;

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
  shell.say(`${sizeLine(size)}, ${workers} at a time`);
  if (estimate === undefined) {
    shell.say(UNKNOWN);
    return;
  }
  const perMillion = formatSeconds((seconds! / estimate.rows) * MILLION);
  const perTb = formatSeconds((seconds! / estimate.bytes) * BYTES_PER_TB);
  const rows = `About ${count(estimate.rows, 'row')}`;
  shell.say(
    estimate.rows < FEWEST_TIMED_ROWS
      ? `${rows}, too few to say how long more would take.`
      : `${rows} in ${formatSeconds(seconds!)}: ${perMillion} per million rows, ${perTb} per TB`,
    'Costs nothing beside this machine.',
    '',
    'Assumptions:',
    `- ${sampleLine(sample!)}`,
    '- The rest is like it, and each process has a core.',
  );
}
