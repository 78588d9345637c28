import { treeMaker } from './forest-job.ts';
import type { ForestJob } from './forest-job.ts';
import { ForestPartBuilder } from './forest-part.ts';
import type { ForestPart } from './forest-part.ts';

/**
 * Grows some trees of a job's forest, as a thread, a process or a machine of its own may: they are those of the whole
 * forest, which `mergeParts` puts together.
 *
 * @param trees indices in the forest, ascending
 * @param part to add them to. Default: one of their own
 */
export function growTrees(
  job: ForestJob,
  trees: Iterable<number>,
  part = new ForestPartBuilder(job.problem.table, job.problem.target, 1),
): ForestPart {
  const grow = treeMaker(job);
  for (const tree of trees) part.append(tree, grow(tree));
  return part.finish();
}
