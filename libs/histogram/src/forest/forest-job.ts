import { bootstrapBag, wholeBag } from '../draw-bag.ts';
import type { Bag, GrowthProblem, GrownTree, TreeGrower } from '../growth.ts';
import { createKernelGrower } from '../kernel/kernel-grower.ts';
import type { KernelModule } from '../kernel/load-kernel.ts';
import { treeSeed } from '../random/seeds.ts';
import { createReferenceGrower } from '../reference/reference-grower.ts';
import { problemOfRows, shardRows } from './shards.ts';

/** Everything that the trees of a forest are grown from. It can be posted to a worker. */
export interface ForestJob {
  readonly problem: GrowthProblem;
  /** Undefined if it has not been built: then the reference grows the trees. */
  readonly kernel: KernelModule | undefined;
  readonly trees: number;
  /** Indices into the table; an index counts as often as it is repeated. */
  readonly rows: Uint32Array;
  readonly bootstrap: boolean;
  /** 0 to 2^32 - 1. */
  readonly randomState: number;
  /** Tree t is grown on the rows of shard t modulo so many. Default 1: on all. */
  readonly shards?: number | undefined;
}

/** The rows that tree `tree` is grown on. */
export function bagOfTree(job: Omit<ForestJob, 'kernel'>, tree: number): Bag {
  const { problem, bootstrap, randomState, shards = 1 } = job;
  const { rowCount } = problem.table;
  const rows = shards === 1 ? job.rows : shardRows(job, shards, tree % shards);
  return bootstrap
    ? bootstrapBag(rows, rowCount, treeSeed(randomState, tree).bag)
    : wholeBag(rows, rowCount);
}

/** Grows a job's trees, one by one and in any order: a tree depends on the job and its own index alone. */
export function treeMaker(job: ForestJob): (tree: number) => GrownTree {
  const { problem, rows, bootstrap, randomState, shards = 1 } = job;
  if (shards > 1) {
    const makers = new Map<number, ReturnType<typeof treeMaker>>();
    return (tree) => {
      const shard = tree % shards;
      const make = makers.get(shard) ?? treeMaker(jobOfRows(job, shardRows(job, shards, shard)));
      makers.set(shard, make);
      return make(tree);
    };
  }
  // The kernel supports classes and squared errors.
  const kernel = problem.limits.criterion === 'poisson' ? undefined : job.kernel;
  if (kernel !== undefined && bootstrap) {
    const grower = createKernelGrower(kernel, problem, rows);
    return (tree) => grower.growBootstrap(randomState, tree);
  }
  const grower: TreeGrower =
    kernel === undefined ? createReferenceGrower(problem) : createKernelGrower(kernel, problem);
  return (tree) => grower.grow(bagOfTree(job, tree), treeSeed(randomState, tree).growth);
}

/** The job of a shard: of those rows of its problem alone. */
export function jobOfRows(job: ForestJob, rows: Uint32Array): ForestJob {
  const problem = problemOfRows(job.problem, rows);
  return { ...job, problem, rows: rows.map((_, i) => i), shards: 1 };
}
