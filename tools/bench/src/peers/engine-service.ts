/**
 * One of our engines as a peer: answers the requests that peers/service.py describes. Started as
 *
 *     node --expose-gc engine-service.ts histogram
 */
import { writeFile } from 'node:fs/promises';

import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { predictBatch } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { loadKernel } from '@lambda-forest/histogram';
import {
  DEFAULT_BOOSTING_OPTIONS,
  DEFAULT_FOREST_OPTIONS,
  findEngine,
} from '@lambda-forest/training';
import type { LearnerOptions } from '@lambda-forest/training';

import { BenchError } from '../errors.ts';
import { readSplit } from './exchange.ts';
import type { LoadedSplit } from './exchange.ts';
import type { FitSettings } from './peer.ts';
import { serveRequests } from './serve-requests.ts';

const engine = findEngine(process.argv[2] ?? '');
let split: LoadedSplit | undefined;
let forest: Forest | undefined;

await serveRequests(await versions(), {
  async load(folder) {
    forest = undefined;
    split = await readSplit(folder);
  },
  async fit(settings) {
    const { train } = need(split, 'split');
    // The previous forest is freed and its memory collected before the clock starts, as for the other peers.
    forest = undefined;
    globalThis.gc?.();
    const start = performance.now();
    // Each fit gets a new dataset, so that nothing is remembered from the previous one.
    forest = await fit({ ...train }, settings);
    return (performance.now() - start) / 1000;
  },
  async predict(output) {
    const { testRows } = need(split, 'split');
    const start = performance.now();
    const scores = predictBatch(need(forest, 'forest'), testRows);
    const seconds = (performance.now() - start) / 1000;
    await writeFile(output, scores);
    return seconds;
  },
});

/** Grows trees from scratch, including binning, and starting workers if the engine does. */
async function fit(dataset: Dataset, settings: FitSettings): Promise<Forest> {
  const prepared = await findEngine(engine.name, settings.threads).prepare(dataset);
  const { forest } = await prepared.fit(allRows(dataset), optionsOf(settings));
  return forest;
}

function optionsOf({
  learner,
  trees,
  featuresPerSplit,
  maxDepth,
  seed,
}: FitSettings): LearnerOptions {
  if (learner === 'boosting') {
    return { ...DEFAULT_BOOSTING_OPTIONS, maxIter: trees, randomState: seed };
  }
  return {
    ...DEFAULT_FOREST_OPTIONS,
    nEstimators: trees,
    maxFeatures: { kind: 'count', count: featuresPerSplit },
    maxDepth,
    randomState: seed,
  };
}

/** Checks that the engine finds the kernel: without it, another program would be measured. */
async function versions(): Promise<Readonly<Record<string, string>>> {
  const [name = '', version = ''] = engine.version.split('@');
  const own = { [name]: version, node: process.versions.node };
  if (engine.name !== 'histogram') return own;
  return { ...own, kernel: (await loadKernel()) === undefined ? 'NOT BUILT' : 'built' };
}

function need<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new BenchError(`Found no ${what} to work on.`, 'Load, then fit, then predict.');
}
