import { setImmediate as nextTurn } from 'node:timers/promises';

import type { KernelModule } from '../kernel/load-kernel.ts';
import { hasBegun } from '../threads/starts.ts';
import { idleWorkers, shareWork } from '../threads/worker-pool.ts';
import { assembleBoosted, shareGain } from './assemble-boosted.ts';
import type { Booster } from './booster.ts';
import type { BoostedForest, BoostedTree, BoostingProblem } from './boosting.ts';
import { fitRowsOf } from './fit-rows.ts';
import { createKernelBooster } from './kernel/kernel-booster.ts';
import { createLoss } from './losses.ts';
import { createReferenceBooster } from './reference-booster.ts';
import { refuseImpossible } from './refuse-impossible.ts';

export interface GrowBoostedOptions {
  /** From `loadKernel`. Without it the reference boosts the same trees, slowly. */
  readonly kernel?: KernelModule | undefined;
  /** Threads to use if that pays off. At least 1. */
  readonly threads: number;
  /** Called after each round with how many are finished. */
  readonly onRound?: ((finished: number) => void) | undefined;
  /** Aborting it stops all threads. */
  readonly signal?: AbortSignal | undefined;
}

/** Nanoseconds for one feature of one row on one level of a tree, roughly. */
const NANOSECONDS_PER_STEP = 1;
/** About how long this thread boosts before it lets signals and timers run. */
const TURN_NANOSECONDS = 2e6;
/** Below this, starting workers does not pay off; below the other, asking those that are idle does not. */
const WORTH_STARTING_NANOSECONDS = 1e8;
const WORTH_ASKING_NANOSECONDS = 2e7;
/** Threads meet several times at each node: below this for a tree, that takes longer than what they share. */
const WORTH_SHARING_NANOSECONDS = 2e7;
/** With several trees a round, each thread grows some by itself: below this for a tree, starting and meeting take longer. */
const WORTH_GROWING_NANOSECONDS = 2e5;

/**
 * Boosts trees, which are the same for any number of threads.
 *
 * @throws {HistogramInputError} for constraints or targets that the loss cannot have
 * @throws the signal's reason, once it is aborted; no thread grows any more then
 */
export async function growBoosted(
  problem: BoostingProblem,
  { kernel, threads, onRound, signal }: GrowBoostedOptions,
): Promise<BoostedForest> {
  const areIdle = idleWorkers() >= threads - 1;
  const worthwhile = areIdle ? WORTH_ASKING_NANOSECONDS : WORTH_STARTING_NANOSECONDS;
  const ofTree = nanosecondsOfTree(problem);
  const isShared = ofTree > WORTH_SHARING_NANOSECONDS;
  const isApart = !isShared && ofTree > WORTH_GROWING_NANOSECONDS;
  const most = isShared ? threads : isApart ? Math.min(threads, treesOfRound(problem)) : 1;
  const isWorthwhile = problem.limits.rounds * nanosecondsOfRound(problem) > worthwhile;
  return boostInThreads(problem, isWorthwhile ? most : 1, { kernel, isApart, onRound, signal });
}

interface ThreadOptions extends Omit<GrowBoostedOptions, 'threads'> {
  /** Whether each thread grows trees of its own, instead of its part of every tree. Default: no. */
  readonly isApart?: boolean;
}

/** Exported for the tests, whose problems are too small for several threads. */
export async function boostInThreads(
  problem: BoostingProblem,
  threads: number,
  { kernel, isApart = false, onRound, signal }: ThreadOptions,
): Promise<BoostedForest> {
  refuseImpossible(problem);
  signal?.throwIfAborted();
  const fit = fitRowsOf(problem);
  const loss = createLoss(fit.target, problem.loss);
  if (kernel === undefined) {
    const booster = createReferenceBooster(problem, loss, fit);
    return runRounds(problem, loss.outputs, booster, onRound, signal).then(finish);
  }
  const booster = createKernelBooster(kernel.boosting, problem, loss, fit, threads, isApart);
  let boosted: Rounds | undefined;
  await shareWork({
    tasks: booster.tasks,
    own: async (stop) => {
      boosted = await runRounds(problem, loss.outputs, booster, onRound, stop);
      booster.stop();
    },
    onAnswer: () => undefined,
    isAwaited: (worker) => hasBegun(booster.starts, worker),
    signal,
  });
  return finish(boosted!);

  function finish({ trees, losses }: Rounds): BoostedForest {
    return {
      forest: assembleBoosted(problem.table, loss, loss.baseScores(fit), trees),
      rounds: trees.length / loss.outputs,
      heldOutLosses: losses,
      importances: shareGain(problem.table.features.length, trees),
    };
  }
}

interface Rounds {
  readonly trees: BoostedTree[];
  readonly losses: number[];
}

async function runRounds(
  problem: BoostingProblem,
  outputs: number,
  booster: Booster,
  onRound: GrowBoostedOptions['onRound'],
  signal: AbortSignal | undefined,
): Promise<Rounds> {
  const { earlyStopping, limits } = problem;
  const roundsATurn = Math.ceil(TURN_NANOSECONDS / nanosecondsOfRound(problem));
  const trees: BoostedTree[] = [];
  const losses = earlyStopping === undefined ? [] : [booster.heldOutLoss()];
  for (let round = 1; round <= limits.rounds; round++) {
    if (round % roundsATurn === 0) await nextTurn();
    signal?.throwIfAborted();
    const added = booster.round();
    if (added.every(({ feature }) => feature.length === 1)) break;
    trees.push(...added);
    onRound?.(round);
    if (earlyStopping === undefined) continue;
    losses.push(booster.heldOutLoss());
    if (round - lowest(losses) >= earlyStopping.patience) break;
  }
  if (earlyStopping !== undefined && earlyStopping.keepsAll !== true) {
    trees.length = lowest(losses) * outputs;
  }
  return { trees, losses };
}

/** Roughly. */
function nanosecondsOfRound(problem: BoostingProblem): number {
  return treesOfRound(problem) * nanosecondsOfTree(problem);
}

function treesOfRound({ target }: BoostingProblem): number {
  return target.kind === 'classification' && target.classCount > 2 ? target.classCount : 1;
}

function nanosecondsOfTree({ table, rows, limits }: BoostingProblem): number {
  return NANOSECONDS_PER_STEP * rows.length * table.features.length * Math.log2(limits.maxLeaves);
}

/** The index of the first of the lowest. */
function lowest(losses: readonly number[]): number {
  return losses.reduce((best, value, i) => (value < losses[best]! ? i : best), 0);
}
