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
  STORE,
  WORD,
} from './wasm-module.ts';
import {
  AND_V128,
  combineMasks,
  FREE,
  loadVector,
  OFFSET,
  PLACES,
  RESULTS,
  STOP,
  V128,
} from './mask-kernel.ts';
import type { MaskSizes } from './mask-kernel.ts';

export interface VoteSizes extends MaskSizes {
  readonly outputs: number;
  /** Bytes of a mask: a multiple of partBytes. */
  readonly maskBytes: number;
  /** Addresses of the mask of first leaves, and of those of the votes, one after the other. */
  readonly firstLeavesAt: number;
  readonly votesAt: number;
}

const LANE = [0xfd, 0x1b];
const AND_NOT_V128 = [0xfd, 0x4f];
const COUNT_ONES_OF_BYTES = [0xfd, 0x62];
const ADD_BYTES = [0xfd, 0x6e];
const ADD_PAIRS_OF_BYTES = [0xfd, 0x7d];
const ADD_PAIRS_OF_HALVES = [0xfd, 0x7f];
const SUBTRACT_V128 = [0xfd, 0xb1, 0x01];

/** `ReadLeaves` that counts votes: the results of a row are a word for each output but the last. */
export function countVotes(sizes: VoteSizes): number[] {
  const { lanes, maskBytes, outputs, firstLeavesAt, votesAt } = sizes;
  const [VOTES, VOTES_STOP, SUM, LANES] = [FREE, FREE + 1, FREE + 2, FREE + 3] as const;
  const each = Array.from({ length: lanes }, (_, lane) => lane);
  const code = [2, 4, I32];
  addNumber(code, 1 + lanes);
  code.push(V128, LOOP, NO_RESULT);
  combineMasks(code, sizes, LANES);
  // The first one of each tree.
  for (const lane of each) {
    code.push(GET, LANES + lane, GET, LANES + lane);
    loadVector(code, OFFSET, firstLeavesAt + 16 * lane);
    code.push(...SUBTRACT_V128, ...AND_NOT_V128, SET, LANES + lane);
  }
  // Their votes for each output but the last.
  code.push(GET, OFFSET, SET, VOTES, GET, OFFSET);
  addNumber(code, maskBytes * (outputs - 1), CONSTANT);
  code.push(ADD, SET, VOTES_STOP, LOOP, NO_RESULT);
  for (const lane of each) {
    code.push(GET, LANES + lane);
    loadVector(code, VOTES, votesAt + 16 * lane);
    code.push(...AND_V128, ...COUNT_ONES_OF_BYTES);
    if (lane > 0) code.push(...ADD_BYTES);
  }
  code.push(...ADD_PAIRS_OF_BYTES, ...ADD_PAIRS_OF_HALVES, SET, SUM);
  code.push(GET, RESULTS, GET, RESULTS, LOAD, WORD, 0);
  for (let lane = 0; lane < 4; lane++) code.push(GET, SUM, ...LANE, lane, ADD);
  code.push(STORE, WORD, 0);
  addStep(code, RESULTS, 4);
  addStep(code, VOTES, maskBytes);
  code.push(GET, VOTES, GET, VOTES_STOP, LESS, BRANCH_IF, 0, END);
  code.push(GET, PLACES, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}
