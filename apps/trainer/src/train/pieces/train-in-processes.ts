import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';

import { scratchFolder } from '@lambda-forest/artifacts';

import { processWays } from './process-ways.ts';
import { trainInPieces } from './train-in-pieces.ts';
import type { Trained, TrainRequest } from './train-in-pieces.ts';

export async function trainInProcesses(
  request: TrainRequest,
  dataFiles: readonly string[],
  workers: number,
): Promise<Trained> {
  const folder = await scratchFolder(tmpdir(), files, process, randomBytes(6).toString('hex'));
  try {
    return await trainInPieces(request, processWays(dataFiles, workers, folder));
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}
