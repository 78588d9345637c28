import type { Dataset } from '@lambda-forest/data';
import { findLeaf } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { OutOfBag } from '../src/engine.ts';

/** Out-of-bag answers by their definition, row by row: what the scorer is compared with. */
export function outOfBagByRow(
  forest: Forest,
  { columns }: Dataset<Float64Array>,
  rows: Uint32Array,
  bags: readonly Uint32Array[],
): OutOfBag {
  const { treeStart, next, values, outputCount } = forest;
  const scored: number[] = [];
  const scores: number[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const sample = Float64Array.from(columns, (column) => column[row]!);
    const trees = bags.flatMap((bag, tree) => (bag.includes(row) ? [] : [tree]));
    if (trees.length === 0) continue;
    scored.push(row);
    for (let k = 0; k < outputCount; k++) {
      const answers = trees.map(
        (tree) => values[next[findLeaf(forest, treeStart[tree]!, sample)]! * outputCount + k]!,
      );
      scores.push(answers.reduce((sum, answer) => sum + answer, 0) / trees.length);
    }
  }
  return { rows: Uint32Array.from(scored), scores: Float64Array.from(scores) };
}
