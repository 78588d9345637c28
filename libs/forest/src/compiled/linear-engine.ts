import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { answerOfRow } from '../linear-rows.ts';
import { plainPredictor } from '../predict.ts';
import type { RowEngine } from './engine.ts';

/**
 * Predicts one row of a forest with terms.
 *
 * @param walk in which each tree answers with the index of its leaf's row
 */
export function linearEngine(forest: Forest, walk: RowEngine): RowEngine {
  const rows = new Float64Array(treeCount(forest));
  const answer = plainPredictor(forest, (tree) => rows[tree]!);
  return {
    predict(row, out) {
      walk.answerTrees(row, rows);
      answer(row, out, 0);
    },
    answerTrees(row, out) {
      walk.answerTrees(row, out);
      out.forEach((leaf, tree) => {
        out[tree] = answerOfRow(forest, leaf, row);
      });
    },
  };
}
