import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { processWays } from './process-ways.ts';
import { trainInPieces } from './train-in-pieces.ts';
import type { Trained, TrainRequest } from './train-in-pieces.ts';

export async function trainInProcesses(
  request: TrainRequest,
  files: readonly string[],
  workers: number,
): Promise<Trained> {
  const folder = await mkdtemp(join(tmpdir(), 'lambda-forest-train-'));
  try {
    return await trainInPieces(request, processWays(files, workers, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
