import {
  ADD,
  addNumber,
  addStep,
  AND,
  BRANCH_IF,
  CONSTANT,
  END,
  GET,
  I32,
  kernelModule,
  LESS,
  LOAD,
  LOOP,
  NO_RESULT,
  SET,
  SHIFT_RIGHT,
  STORE,
  SUBTRACT,
  WORD,
} from './wasm-module.ts';
import type { WebAssemblyApi } from './web-assembly.ts';

/** The steps from many rows to their votes, by masks, as WebAssembly written out for one forest. */
export interface MaskKernel {
  /** It never grows. */
  readonly memory: ArrayBuffer;
  readonly findMasks: FindMasks;
  readonly countVotes: CountVotes;
}

/**
 * Writes for row after row the address of the mask of one feature's value, until `place` is `end`. All are addresses, or
 * differences of addresses, in bytes.
 *
 * @param value of the feature in the first row, a float64
 * @param valueStep from row to row
 * @param place receives the address of the first row's mask
 * @param placeStep from row to row
 * @param table 8 bytes before the feature's thresholds: 2 ** n - 1, filled up with Infinity
 * @param half 8 * 2 ** (n - 1)
 * @param masks that of rank 0; those of higher ranks follow
 * @param missing the mask of a missing value
 */
type FindMasks = (
  value: number,
  valueStep: number,
  place: number,
  placeStep: number,
  end: number,
  table: number,
  half: number,
  masks: number,
  missing: number,
) => void;

/**
 * Adds up for row after row how many of the leaves that it reaches vote for each output but the last, until
 * `places` is `end`. Looks at as many words of the masks as the kernel has lanes for.
 *
 * @param places the addresses of the first row's masks
 * @param counts of the first row; a word for each output but the last
 * @param offset bytes of a mask before the first word that is looked at
 */
type CountVotes = (places: number, end: number, counts: number, offset: number) => void;

export interface MaskKernelSizes {
  /** Bytes of memory. */
  readonly memory: number;
  /** Vectors of four words that are looked at at once. */
  readonly lanes: number;
  /** Bytes of a mask: a multiple of 16 * lanes. */
  readonly maskBytes: number;
  /** Masks of a row. */
  readonly features: number;
  readonly outputs: number;
  /** Addresses of the mask of first leaves, and of those of the votes, one after the other. */
  readonly firstLeavesAt: number;
  readonly votesAt: number;
}

const F64 = 0x7c;
const V128 = 0x7b;
const SELECT = 0x1b;
const LOAD_F64 = 0x2b;
const LESS_F64 = 0x63;
const EQUAL_F64 = 0x61;
const MULTIPLY = 0x6c;
const GREATER = 0x4b; // unsigned
/** 2 ** 3 bytes: how a float64 is aligned; 2 ** 4: a vector. */
const DOUBLE = 3;
const VECTOR = 4;

/** Instructions for vectors: those of four words, unless they are called otherwise. */
const LOAD_V128 = [0xfd, 0x00];
const ALL_ONES = [0xfd, 0x0c, ...new Array<number>(16).fill(0xff)];
const LANE = [0xfd, 0x1b];
const AND_V128 = [0xfd, 0x4e];
const AND_NOT_V128 = [0xfd, 0x4f];
const COUNT_ONES_OF_BYTES = [0xfd, 0x62];
const ADD_BYTES = [0xfd, 0x6e];
const ADD_PAIRS_OF_BYTES = [0xfd, 0x7d];
const ADD_PAIRS_OF_HALVES = [0xfd, 0x7f];
const SUBTRACT_V128 = [0xfd, 0xb1, 0x01];

/** @throws {RangeError} if there is no such memory */
export function maskKernel(webAssembly: WebAssemblyApi, sizes: MaskKernelSizes): MaskKernel {
  const module = kernelModule(sizes.memory, [
    { name: 'findMasks', parameters: 9, body: findMasks(sizes) },
    { name: 'countVotes', parameters: 4, body: countVotes(sizes) },
  ]);
  const { exports } = new webAssembly.Instance(new webAssembly.Module(module));
  const { memory, ...functions } = exports as {
    memory: { buffer: ArrayBuffer };
    findMasks: FindMasks;
    countVotes: CountVotes;
  };
  return { memory: memory.buffer, ...functions };
}

/** A search by halving that takes the same steps for each value, so that no branch has to be foreseen. */
function findMasks({ maskBytes }: MaskKernelSizes): number[] {
  const [VALUE_AT, VALUE_STEP, PLACE, PLACE_STEP, STOP, TABLE, HALF, MASKS, MISSING] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8,
  ] as const;
  const [AT, STEP, VALUE] = [9, 10, 11] as const;
  const code = [2, 2, I32, 1, F64, LOOP, NO_RESULT];
  code.push(GET, VALUE_AT, LOAD_F64, DOUBLE, 0, SET, VALUE);
  code.push(GET, TABLE, SET, AT, GET, HALF, SET, STEP);
  code.push(LOOP, NO_RESULT);
  code.push(GET, AT, GET, STEP, CONSTANT, 0);
  code.push(GET, AT, GET, STEP, ADD, LOAD_F64, DOUBLE, 0, GET, VALUE, LESS_F64);
  code.push(SUBTRACT, AND, ADD, SET, AT);
  code.push(GET, STEP, CONSTANT, 1, SHIFT_RIGHT, SET, STEP);
  code.push(GET, STEP, CONSTANT, 4, GREATER, BRANCH_IF, 0, END);
  code.push(GET, PLACE, GET, MASKS);
  code.push(GET, AT, GET, TABLE, SUBTRACT, CONSTANT, 3, SHIFT_RIGHT);
  addNumber(code, maskBytes, CONSTANT);
  code.push(MULTIPLY, ADD, GET, MISSING, GET, VALUE, GET, VALUE, EQUAL_F64, SELECT);
  code.push(STORE, WORD, 0);
  code.push(GET, VALUE_AT, GET, VALUE_STEP, ADD, SET, VALUE_AT);
  code.push(GET, PLACE, GET, PLACE_STEP, ADD, SET, PLACE);
  code.push(GET, PLACE, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}

function countVotes(sizes: MaskKernelSizes): number[] {
  const { lanes, maskBytes, features, outputs, firstLeavesAt, votesAt } = sizes;
  const [PLACES, STOP, COUNTS, OFFSET] = [0, 1, 2, 3] as const;
  const [ROW_STOP, MASK, VOTES_STOP, SUM, LANES] = [4, 5, 6, 7, 8] as const;
  const each = Array.from({ length: lanes }, (_, lane) => lane);
  const code = [2, 3, I32];
  addNumber(code, 1 + lanes);
  code.push(V128, LOOP, NO_RESULT);
  const load = (local: number, address: number) => {
    code.push(GET, local, ...LOAD_V128, VECTOR);
    addNumber(code, address);
  };
  // The leaves that no feature rules out.
  for (const lane of each) code.push(...ALL_ONES, SET, LANES + lane);
  code.push(GET, PLACES);
  addNumber(code, 4 * features, CONSTANT);
  code.push(ADD, SET, ROW_STOP, LOOP, NO_RESULT);
  code.push(GET, PLACES, LOAD, WORD, 0, GET, OFFSET, ADD, SET, MASK);
  for (const lane of each) {
    load(MASK, 16 * lane);
    code.push(GET, LANES + lane, ...AND_V128, SET, LANES + lane);
  }
  addStep(code, PLACES, 4);
  code.push(GET, PLACES, GET, ROW_STOP, LESS, BRANCH_IF, 0, END);
  // The first one of each tree.
  for (const lane of each) {
    code.push(GET, LANES + lane, GET, LANES + lane);
    load(OFFSET, firstLeavesAt + 16 * lane);
    code.push(...SUBTRACT_V128, ...AND_NOT_V128, SET, LANES + lane);
  }
  // Their votes for each output but the last.
  code.push(GET, OFFSET, SET, MASK, GET, OFFSET);
  addNumber(code, maskBytes * (outputs - 1), CONSTANT);
  code.push(ADD, SET, VOTES_STOP, LOOP, NO_RESULT);
  for (const lane of each) {
    code.push(GET, LANES + lane);
    load(MASK, votesAt + 16 * lane);
    code.push(...AND_V128, ...COUNT_ONES_OF_BYTES);
    if (lane > 0) code.push(...ADD_BYTES);
  }
  code.push(...ADD_PAIRS_OF_BYTES, ...ADD_PAIRS_OF_HALVES, SET, SUM);
  code.push(GET, COUNTS, GET, COUNTS, LOAD, WORD, 0);
  for (let lane = 0; lane < 4; lane++) code.push(GET, SUM, ...LANE, lane, ADD);
  code.push(STORE, WORD, 0);
  addStep(code, COUNTS, 4);
  addStep(code, MASK, maskBytes);
  code.push(GET, MASK, GET, VOTES_STOP, LESS, BRANCH_IF, 0, END);
  code.push(GET, PLACES, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}
