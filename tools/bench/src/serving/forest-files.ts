/** A forest as peers/serving.py writes it: a folder of arrays, named and typed as those of `Forest`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

/** @throws {InvalidForestError} for arrays that are not a forest */
export async function readForest(
  folder: string,
  featureCount: number,
  outputCount: number,
): Promise<Forest> {
  const bytes = async (name: string) => Uint8Array.from(await readFile(join(folder, name))).buffer;
  const forest: Forest = {
    featureCount,
    outputCount,
    aggregation: 'mean',
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
