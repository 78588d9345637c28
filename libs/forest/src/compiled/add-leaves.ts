import {
  ADD,
  addNumber,
  addStep,
  BRANCH_IF,
  CONSTANT,
  END,
  GET,
  I32,
  LESS,
  LOAD,
  LOOP,
  NO_RESULT,
  SET,
  SHIFT_RIGHT,
  WORD,
} from './wasm-module.ts';
import {
  combineMasks,
  DOUBLE,
  F64,
  FREE,
  LOAD_F64,
  MULTIPLY,
  OFFSET,
  PLACES,
  RESULTS,
  STOP,
  V128,
} from './mask-kernel.ts';
import type { MaskSizes } from './mask-kernel.ts';

export interface SumSizes extends MaskSizes {
  /** As in `SumMasks`. */
  readonly wordsATree: 1 | 2;
  /** Numbers of a row's sums. */
  readonly scores: number;
  /** Whether a sum is rounded to float32 after each addition. */
  readonly roundsScores: boolean;
  /** Address of what the leaves answer: a float64 for each bit of a mask. */
  readonly valuesAt: number;
  /** With two or more scores, the address of a word for each tree: the place of its score among the sums, in bytes. */
  readonly scoresAt: number;
}

const STORE_F64 = 0x39;
const SHIFT_LEFT = 0x74;
const COUNT_ZEROS = 0x68;
const COUNT_ZEROS_64 = 0x7a;
const WRAP_64 = 0xa7;
const ADD_F64 = 0xa0;
const ROUND_TO_F32 = [0xb6, 0xbb];
const LANE = [0xfd, 0x1b];
const LANE_64 = [0xfd, 0x1d];

/** `ReadLeaves` that adds the leaves' numbers, tree after tree: the results of a row are its sums, float64. */
export function addLeaves(sizes: SumSizes): number[] {
  const { lanes, wordsATree, scores, roundsScores, valuesAt, scoresAt } = sizes;
  const treeBytes = 8 * 32 * wordsATree;
  const trees = 4 / wordsATree; // of a vector
  const [VALUES, SCORES, AT, SUM, LANES] = [FREE, FREE + 1, FREE + 2, FREE + 3, FREE + 4] as const;
  const code = [3, 5, I32, 1, F64];
  addNumber(code, lanes);
  code.push(V128);
  // A word of a mask has 32 leaves' numbers of 8 bytes.
  code.push(GET, OFFSET);
  addNumber(code, treeBytes / (4 * wordsATree), CONSTANT);
  code.push(MULTIPLY, SET, VALUES);
  code.push(GET, OFFSET, CONSTANT, wordsATree - 1, SHIFT_RIGHT, SET, SCORES);
  code.push(LOOP, NO_RESULT);
  combineMasks(code, sizes, LANES);
  const loadSum = (address: number) => code.push(GET, address, LOAD_F64, DOUBLE, 0);
  if (scores === 1) {
    loadSum(RESULTS);
    code.push(SET, SUM);
  }
  for (let tree = 0; tree < lanes * trees; tree++) {
    if (scores > 1) {
      code.push(GET, SCORES, LOAD, WORD);
      addNumber(code, scoresAt + 4 * tree);
      code.push(GET, RESULTS, ADD, SET, AT);
      loadSum(AT);
      code.push(SET, SUM);
    }
    code.push(GET, SUM, GET, VALUES, GET, LANES + Math.trunc(tree / trees));
    if (wordsATree === 1) code.push(...LANE, tree % trees, COUNT_ZEROS);
    else code.push(...LANE_64, tree % trees, COUNT_ZEROS_64, WRAP_64);
    code.push(CONSTANT, 3, SHIFT_LEFT, ADD, LOAD_F64, DOUBLE);
    addNumber(code, valuesAt + treeBytes * tree);
    code.push(ADD_F64);
    if (roundsScores) code.push(...ROUND_TO_F32);
    code.push(SET, SUM);
    if (scores > 1) code.push(GET, AT, GET, SUM, STORE_F64, DOUBLE, 0);
  }
  if (scores === 1) code.push(GET, RESULTS, GET, SUM, STORE_F64, DOUBLE, 0);
  addStep(code, RESULTS, 8 * scores);
  code.push(GET, PLACES, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}
