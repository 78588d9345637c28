import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { spread } from '../statistics.ts';
import type { Spread } from '../statistics.ts';

const PROGRAM = fileURLToPath(
  new URL('../../../../apps/inference/test/runtime/time-starts.ts', import.meta.url),
);

/** What Lambda's runtime client loads for itself is in it, and so is free to any handler. */
const EMPTY_HANDLER = "export const handler = async () => ({ statusCode: 200, body: '' });\n";

/** Milliseconds from the start of a process to its first answer, under AWS's runtime client on one core. */
export interface Starts {
  readonly empty: Spread;
  readonly service: Spread;
  /** The service's median above the empty handler's. */
  readonly moreMs: number;
  /** The same in processor time, which other programs on the machine disturb less. */
  readonly emptyCpu: Spread;
  readonly serviceCpu: Spread;
  readonly moreCpuMs: number;
}

type Start = Readonly<Record<'wallMs' | 'cpuMs', number>>;

/**
 * Starts the packaged service and an empty handler by turns, with one event waiting for each.
 *
 * @param folder the unpacked package; a folder for the empty handler is made in it
 */
export function measureStarts(folder: string, event: unknown, count: number): Starts {
  const emptyFolder = join(folder, 'empty');
  mkdirSync(emptyFolder);
  writeFileSync(join(emptyFolder, 'handler.mjs'), EMPTY_HANDLER);
  const program = [process.execPath, PROGRAM, `${count}`, JSON.stringify(event)];
  const { status, stdout, stderr } = spawnSync(
    'taskset',
    ['-c', '1', ...program, emptyFolder, folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const [empty, service] = JSON.parse(stdout) as [Start[], Start[]];
  const [emptyWall, serviceWall] = [empty, service].map((each) => spreadOf(each, 'wallMs'));
  const [emptyCpu, serviceCpu] = [empty, service].map((each) => spreadOf(each, 'cpuMs'));
  return {
    empty: emptyWall!,
    service: serviceWall!,
    moreMs: serviceWall!.median - emptyWall!.median,
    emptyCpu: emptyCpu!,
    serviceCpu: serviceCpu!,
    moreCpuMs: serviceCpu!.median - emptyCpu!.median,
  };
}

function spreadOf(starts: readonly Start[], figure: keyof Start): Spread {
  return spread(starts.map((start) => start[figure]));
}
