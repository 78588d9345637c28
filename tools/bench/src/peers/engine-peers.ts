import { join } from 'node:path';

import { findEngine } from '@lambda-forest/training';

import type { Peer } from './peer.ts';

const ML_RANDOM_FOREST = 'ml-random-forest';
/** With more training rows than this it takes minutes. */
const ML_RANDOM_FOREST_ROWS = 1_000;

const SERVICE = join(import.meta.dirname, 'engine-service.ts');

/** Our own engines as peers: each is a Node process that uses the public API of @lambda-forest/training. */
export function enginePeers(names: readonly string[]): Peer[] {
  return names.map((name) => ({
    name,
    command: process.execPath,
    args: ['--expose-gc', SERVICE, findEngine(name).name],
    isParallel: name !== ML_RANDOM_FOREST,
    refuses: (trainRows) =>
      name === ML_RANDOM_FOREST && trainRows > ML_RANDOM_FOREST_ROWS
        ? `its split search is quadratic in rows: only run up to ${ML_RANDOM_FOREST_ROWS}`
        : undefined,
  }));
}
