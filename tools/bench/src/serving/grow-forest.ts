import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { MEAN_OF_ROWS, validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { DEFAULT_FOREST_OPTIONS, findEngine } from '@lambda-forest/training';

import type { PeerProcess } from '../peers/peer-process.ts';
import { SERVING_PEERS } from './serving-peers.ts';

/** The engine that grows the forest if scikit-learn is missing. */
const OWN_ENGINE = 'histogram';

/** @param folder of the split, written by `writeSplit` */
export async function growForest(
  train: Dataset,
  folder: string,
  { trees, seed }: { readonly trees: number; readonly seed: number },
  peers: PeerProcess | undefined,
): Promise<{ readonly forest: Forest; readonly grownBy: string }> {
  if (peers === undefined) {
    const prepared = await findEngine(OWN_ENGINE).prepare(train);
    const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: trees, randomState: seed };
    return { ...(await prepared.fit(allRows(train), options)), grownBy: OWN_ENGINE };
  }
  const output = join(folder, 'trees');
  await peers.load(folder);
  await peers.ask({ command: 'grow', trees, seed, threads: availableParallelism(), output });
  const outputs = train.task === 'classification' ? train.schema.target.classes.length : 1;
  const forest = await readForest(output, train.columns.length, outputs);
  return { forest, grownBy: SERVING_PEERS[0] };
}

/**
 * A forest as peers/serving.py writes it: a folder of arrays, named and typed as those of `Forest`.
 *
 * @throws {InvalidForestError} for arrays that are not a forest
 */
async function readForest(
  folder: string,
  featureCount: number,
  outputCount: number,
): Promise<Forest> {
  const bytes = async (name: string) => Uint8Array.from(await readFile(join(folder, name))).buffer;
  const forest: Forest = {
    featureCount,
    outputCount,
    ...MEAN_OF_ROWS,
    treeStart: new Uint32Array(await bytes('tree-start.u32')),
    feature: new Int32Array(await bytes('feature.i32')),
    threshold: new Float64Array(await bytes('threshold.f64')),
    next: new Uint32Array(await bytes('next.u32')),
    flags: new Uint8Array(await bytes('flags.u8')),
    values: new Float64Array(await bytes('values.f64')),
    categorySetStart: Uint32Array.of(0),
    categorySetBits: new Uint32Array(0),
  };
  validateForest(forest);
  return forest;
}
