/** Boosts in WebAssembly: copies the problem into the kernel's memory once, and reads the trees. */
import { formatInteger } from '@lambda-forest/text';

import { HistogramInputError } from '../../errors.ts';
import type { WasmModule } from '../../kernel/web-assembly.ts';
import { startsOf } from '../../threads/starts.ts';
import type { Starts } from '../../threads/starts.ts';
import type { Booster } from '../booster.ts';
import type { BoostedTree, BoostingProblem } from '../boosting.ts';
import { drawRound } from '../draw-round.ts';
import { mergeCodes } from '../feature-bins.ts';
import type { FitRows } from '../fit-rows.ts';
import { flattenTree } from '../flatten-tree.ts';
import { meanLoss } from '../losses.ts';
import type { Loss } from '../losses.ts';
import type { BoostShare } from './boost-share.ts';
import { createSharedMemory, instantiate, viewOf } from './boosting-exports.ts';
import type { Settings } from './boosting-exports.ts';
import { groupFeatures } from './feature-groups.ts';
import { growApart, growTogether } from './grow-round.ts';
import { readTree } from './read-tree.ts';
import { settingsOf, writeProblem } from './write-problem.ts';

export interface KernelBooster extends Booster {
  /** For `threads - 1` workers, each of which takes part in the rounds that start after it is ready. */
  readonly tasks: readonly BoostShare[];
  readonly starts: Starts;
  /** Ends the workers' tasks. */
  stop(): void;
}

/**
 * @param isApart whether each thread grows trees of its own, of as many outputs at a time, if there is memory for it;
 *   otherwise its part of each tree
 * @throws {HistogramInputError} if the kernel's memory is too small for the problem
 */
export function createKernelBooster(
  module: WasmModule,
  problem: BoostingProblem,
  loss: Loss,
  fit: FitRows,
  threads: number,
  isApart: boolean,
): KernelBooster {
  const { table, limits } = problem;
  const { length } = table.features;
  const bins = table.features.map((_, feature) => mergeCodes(table, feature, limits.maxBins));
  const groups = groupFeatures(
    bins.map(({ lastCode }) => lastCode.length + 1),
    isApart ? 1 : threads,
  );
  const settingsFor = (apart: boolean) =>
    settingsOf(problem, loss, fit, bins, groups, threads, apart);
  const apart = settingsFor(true);
  const settings = isApart && bytesOf(apart) < MOST_BYTES ? apart : settingsFor(false);
  refuseTooLarge(settings);
  const memory = createSharedMemory();
  const kernel = instantiate(module, memory, settings, 0);
  writeProblem(kernel, problem, fit, bins, groups);
  const baseScores = loss.baseScores(fit);
  const scores = viewOf(kernel, Float64Array, 'scores', loss.outputs * fit.rows.length);
  baseScores.forEach((score, k) =>
    scores.fill(score, k * fit.rows.length, (k + 1) * fit.rows.length),
  );
  /** This thread's kernel, and those by which it reads the trees of others. */
  const kernels = [kernel];
  const kernelOf = (thread: number) =>
    (kernels[thread] ??= instantiate(module, memory, settings, thread));
  const starts = startsOf(threads - 1);
  let rounds = 0;
  const growRound = (): BoostedTree[] => {
    const draws = drawRound(problem, rounds++);
    const rows = draws.rows();
    if (rows !== undefined) {
      const samples = viewOf(kernel, Uint32Array, 'samples', fit.trained);
      samples.set(rows.drawn);
      samples.set(rows.left, rows.drawn.length);
      viewOf(kernel, Uint32Array, 'sampleCount', 1)[0] = rows.drawn.length;
    }
    const threads = kernel.startRound();
    const members = settings.isApart === 1 ? 1 : threads;
    const grow = settings.isApart === 1 ? growApart : growTogether;
    return grow({
      kernelOf,
      threads,
      outputs: loss.outputs,
      drawFeatures(at) {
        const mayUse = draws.features();
        const isDrawn = viewOf(at, Uint8Array, 'isDrawn', length);
        for (let feature = 0; feature < length; feature++) {
          isDrawn[feature] = Number(mayUse(feature));
        }
      },
      readTree(at, output) {
        const root = readTree(at, problem, loss, fit, bins, members);
        return flattenTree(table, bins, root, output, limits.learningRate);
      },
    });
  };
  const ofRow = new Float64Array(loss.outputs);
  const scoresOf = (row: number): Float64Array => {
    for (let k = 0; k < ofRow.length; k++) ofRow[k] = scores[k * fit.rows.length + row]!;
    return ofRow;
  };
  return {
    round: growRound,
    starts,
    heldOutLoss: () => meanLoss(loss, fit, scoresOf),
    tasks: Array.from({ length: threads - 1 }, (_, worker) => {
      return { kind: 'boost', module, memory, settings, starts, worker };
    }),
    stop: () => kernel.stop(),
  };
}

/** WebAssembly has 4 GiB; the rest of it is for what is not estimated. */
const MOST_BYTES = 3.5 * 2 ** 30;
/** Of a row's derivatives, scores and indices, for each output; and of a bin's sums. */
const BYTES_PER_ROW = 48;
const BYTES_PER_CELL = 16;

function refuseTooLarge(settings: Settings): void {
  const bytes = bytesOf(settings);
  if (bytes < MOST_BYTES) return;
  throw new HistogramInputError(
    `Found ${formatInteger(settings.rowCount)} rows and trees of up to ${formatInteger(settings.maxLeaves)} leaves, which need ${formatInteger(Math.ceil(bytes / 1e9))} GB to boost, expected at most 3.`,
    'Allow fewer leaves or bins, or more rows in a leaf.',
  );
}

function bytesOf(settings: Settings): number {
  const { rowCount, featureCount, outputCount, slotCount, cellCount } = settings;
  const rooms = settings.isApart === 1 ? settings.threadCount : 1;
  return (
    BYTES_PER_CELL * slotCount * cellCount * rooms +
    rowCount * (4 * featureCount + BYTES_PER_ROW * outputCount)
  );
}
