import type { Forest } from '@lambda-forest/forest';

import { mergeParts } from '../src/assemble-forest.ts';
import type { BinnedTable } from '../src/binned-table.ts';
import { ForestPartBuilder } from '../src/forest/forest-part.ts';
import type { GrownTree, Target } from '../src/growth.ts';

/** The forest of some trees, at least one, in their order. */
export function assembleForest(
  table: BinnedTable,
  target: Target,
  trees: readonly GrownTree[],
): Forest {
  const part = new ForestPartBuilder(table, target, trees.length);
  trees.forEach((tree, index) => part.append(index, tree));
  return mergeParts(table, target, [part.finish()]).forest;
}
