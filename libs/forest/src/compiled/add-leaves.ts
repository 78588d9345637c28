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
  /** Whether numbers are float32, whose additions round to float32, or float64. */
  readonly roundsScores: boolean;
  /** Address of what the leaves answer: a number for each bit of a mask. */
  readonly valuesAt: number;
  /** With two or more scores, the address of a word for each tree: the place of its score among the sums, in bytes. */
  readonly scoresAt: number;
}

/** A type of the numbers that leaves answer and sums are: its code, its bytes as a power of two, its instructions. */
interface NumberType {
  readonly type: number;
  readonly shift: number;
  readonly load: number;
  readonly store: number;
  readonly add: number;
}

const FLOAT64: NumberType = { type: F64, shift: DOUBLE, load: LOAD_F64, store: 0x39, add: 0xa0 };
const FLOAT32: NumberType = { type: 0x7d, shift: 2, load: 0x2a, store: 0x38, add: 0x92 };

const SHIFT_LEFT = 0x74;
const COUNT_ZEROS = 0x68;
const COUNT_ZEROS_64 = 0x7a;
const WRAP_64 = 0xa7;
const LANE = [0xfd, 0x1b];
const LANE_64 = [0xfd, 0x1d];

/** `ReadLeaves` that adds the leaves' numbers, tree after tree: the results of a row are its sums. */
export function addLeaves(sizes: SumSizes): number[] {
  const { lanes, wordsATree, scores, roundsScores, valuesAt, scoresAt } = sizes;
  const { type, shift, load, store, add } = roundsScores ? FLOAT32 : FLOAT64;
  const treeBytes = (32 * wordsATree) << shift;
  const trees = 4 / wordsATree; // of a vector
  const [VALUES, SCORES, AT, SUM, LANES] = [FREE, FREE + 1, FREE + 2, FREE + 3, FREE + 4] as const;
  const code = [3, 5, I32, 1, type];
  addNumber(code, lanes);
  code.push(V128);
  // A word of a mask has 32 leaves' numbers.
  code.push(GET, OFFSET);
  addNumber(code, treeBytes / (4 * wordsATree), CONSTANT);
  code.push(MULTIPLY, SET, VALUES);
  code.push(GET, OFFSET, CONSTANT, wordsATree - 1, SHIFT_RIGHT, SET, SCORES);
  code.push(LOOP, NO_RESULT);
  combineMasks(code, sizes, LANES);
  const loadSum = (address: number) => code.push(GET, address, load, shift, 0);
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
    code.push(CONSTANT, shift, SHIFT_LEFT, ADD, load, shift);
    addNumber(code, valuesAt + treeBytes * tree);
    code.push(add, SET, SUM);
    if (scores > 1) code.push(GET, AT, GET, SUM, store, shift, 0);
  }
  if (scores === 1) code.push(GET, RESULTS, GET, SUM, store, shift, 0);
  addStep(code, RESULTS, scores << shift);
  code.push(GET, PLACES, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}
