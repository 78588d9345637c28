import { setImmediate as nextTurn } from 'node:timers/promises';

import type { KernelModule } from '../kernel/load-kernel.ts';
import { assembleBoosted, shareGain } from './assemble-boosted.ts';
import type { BoostedForest, BoostedTree, BoostingProblem } from './boosting.ts';
import { createLoss } from './losses.ts';
import { createReferenceBooster } from './reference-booster.ts';
import { refuseImpossible } from './refuse-impossible.ts';

export interface GrowBoostedOptions {
  /** From `loadBoostingKernel`. Without it the reference boosts the same trees, slowly. */
  readonly kernel?: KernelModule | undefined;
  /** Called after each round with how many are finished. */
  readonly onRound?: ((finished: number) => void) | undefined;
  /** Aborting it stops all threads. */
  readonly signal?: AbortSignal | undefined;
  /** Threads to use if that pays off. At least 1. */
  readonly threads: number;
}

/** Nanoseconds for one feature of one row on one level of a tree, roughly. */
const NANOSECONDS_PER_STEP = 2;
/** About how long this thread boosts before it lets signals and timers run. */
const TURN_NANOSECONDS = 2e6;

/**
 * Boosts trees, which are the same for any number of threads.
 *
 * @throws {HistogramInputError} for constraints or targets that the loss cannot have
 * @throws the signal's reason, once it is aborted; no thread grows any more then
 */
export async function growBoosted(
  problem: BoostingProblem,
  { onRound, signal }: GrowBoostedOptions,
): Promise<BoostedForest> {
  refuseImpossible(problem);
  const { earlyStopping, limits, table } = problem;
  const loss = createLoss(problem.target, problem.loss);
  const booster = createReferenceBooster(problem, loss);
  const trees: BoostedTree[] = [];
  const losses = earlyStopping === undefined ? [] : [booster.heldOutLoss()];
  const roundsATurn = Math.ceil(TURN_NANOSECONDS / estimateNanoseconds(problem, loss.outputs));
  for (let round = 1; round <= limits.rounds; round++) {
    if (round % roundsATurn === 0) await nextTurn();
    signal?.throwIfAborted();
    const added = await booster.round();
    if (added.every(({ feature }) => feature.length === 1)) break;
    trees.push(...added);
    onRound?.(round);
    if (earlyStopping === undefined) continue;
    losses.push(booster.heldOutLoss());
    if (round - lowest(losses) >= earlyStopping.patience) break;
  }
  if (earlyStopping !== undefined && earlyStopping.keepsAll !== true) {
    trees.length = lowest(losses) * loss.outputs;
  }
  return {
    forest: assembleBoosted(table, loss, booster.baseScores, trees),
    rounds: trees.length / loss.outputs,
    heldOutLosses: losses,
    importances: shareGain(table.features.length, trees),
  };
}

/** Of a round. */
function estimateNanoseconds({ table, rows, limits }: BoostingProblem, outputs: number): number {
  const cells = rows.length * table.features.length;
  return NANOSECONDS_PER_STEP * outputs * cells * Math.log2(limits.maxLeaves);
}

/** The index of the first of the lowest. */
function lowest(losses: readonly number[]): number {
  return losses.reduce((best, value, i) => (value < losses[best]! ? i : best), 0);
}
