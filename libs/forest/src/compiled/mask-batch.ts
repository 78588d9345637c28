import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { scoringOf } from '../scores.ts';
import { addLeaves } from './add-leaves.ts';
import { countVotes } from './count-votes.ts';
import type { Engine } from './engine.ts';
import type { LeafMasks } from './leaf-masks.ts';
import { countBits } from './mask-engine.ts';
import { BLOCK_ROWS, layOutMasks, readBlocks } from './mask-blocks.ts';
import type { SumMasks } from './sum-masks.ts';

/**
 * Predicts many rows by leaf masks: four words at a time, so that many more features and trees pay off than for a
 * single row.
 *
 * @returns undefined for a forest of one output or without a split, and where no kernel can be made
 */
export function voteBatch(forest: Forest, masks: LeafMasks): Engine | undefined {
  const { featureCount, outputCount: outputs } = forest;
  if (outputs === 1) return undefined;
  const trees = treeCount(forest);
  const voting = masks.firstLeaves.reduce((sum, word) => sum + countBits(word), 0);
  const room = layOutMasks(featureCount, masks);
  const firstLeavesAt = room.end;
  const votesAt = firstLeavesAt + room.maskBytes;
  const countsAt = votesAt + room.maskBytes * outputs;
  const memory = countsAt + 4 * BLOCK_ROWS * (outputs - 1);
  const body = () => countVotes({ ...room, outputs, firstLeavesAt, votesAt });
  return readBlocks(forest, masks, room, memory, body, (kernel, copyMasks) => {
    const counts = new Int32Array(kernel, countsAt, BLOCK_ROWS * (outputs - 1));
    copyMasks(masks.firstLeaves, firstLeavesAt);
    copyMasks(masks.votes, votesAt);
    return {
      resultsAt: countsAt,
      start: (size) => counts.fill(0, 0, size * (outputs - 1)),
      finish(size, out, first) {
        for (let row = 0, at = 0, to = first * outputs; row < size; row++) {
          let rest = voting;
          for (let k = 1; k < outputs; k++) {
            const count = counts[at++]!;
            rest -= count;
            out[to++] = (count + masks.prior[k - 1]!) / trees;
          }
          out[to++] = (rest + masks.prior[outputs - 1]!) / trees; // each tree votes once
        }
      },
    };
  });
}

/**
 * Predicts many rows of trees that answer one number each, which are added in the order of the trees.
 *
 * @returns undefined for a forest without a split, for sums of float32 of other numbers, and where no kernel can be made
 */
export function sumBatch(forest: Forest, masks: SumMasks): Engine | undefined {
  const { featureCount, outputCount: outputs, treeOutput, roundsScores } = forest;
  const { wordsATree, values } = masks;
  if (roundsScores && values.some((value) => Math.fround(value) !== value)) return undefined;
  const Numbers = roundsScores ? Float32Array : Float64Array;
  const { BYTES_PER_ELEMENT: bytes } = Numbers;
  const scoring = scoringOf(forest);
  const { scores } = scoring;
  const room = layOutMasks(featureCount, masks);
  const valuesAt = room.end;
  const wordsRead = room.maskBytes / 4;
  // Trees that fill up the last vectors have no leaf, for which the number behind theirs is read.
  const numbers = 32 * (wordsRead + wordsATree);
  const scoresAt = valuesAt + bytes * numbers;
  const sumsAt = scoresAt + 4 * wordsRead;
  const memory = sumsAt + bytes * BLOCK_ROWS * scores;
  const body = () => addLeaves({ ...room, wordsATree, scores, roundsScores, valuesAt, scoresAt });
  return readBlocks(forest, masks, room, memory, body, (kernel) => {
    const sums = new Numbers(kernel, sumsAt, BLOCK_ROWS * scores);
    new Numbers(kernel, valuesAt, numbers).fill(-0).set(values); // -0 changes no sum
    new Int32Array(kernel, scoresAt).set(treeOutput.map((score) => bytes * score));
    return {
      resultsAt: sumsAt,
      start: (size) => scoring.start(sums, size),
      finish(size, out, first) {
        for (let i = 0; i < size; i++) {
          scoring.finish(sums, i * scores, out, (first + i) * outputs);
        }
      },
    };
  });
}
