import type { Combination } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';

import type { Node } from './messages.ts';

/** How a model of one kind answers. */
export interface YdfAnswer {
  readonly task: Task;
  /** As YDF names it, such as `BINOMIAL_LOG_LIKELIHOOD`. */
  readonly objective: string;
  readonly combination: Partial<Combination>;
  /** What the sums start from, or end with: one for each score; none of a mean. */
  readonly base: readonly number[];
  /** Trees add to so many scores in turn, or each to all of them: 1. */
  readonly scores: number;
  /** @throws {ForeignModelError} for a node without the answer of its kind */
  readonly leafOf: (node: Node, where: string) => readonly number[];
}
