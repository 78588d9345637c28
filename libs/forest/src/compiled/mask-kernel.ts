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
import type { KernelFunction } from './wasm-module.ts';
import type { WebAssemblyApi } from './web-assembly.ts';

/** The steps from many rows to the leaves that they reach, by masks, as WebAssembly written out for one forest. */
export interface MaskKernel {
  /** It never grows. */
  readonly memory: ArrayBuffer;
  readonly findMasks: FindMasks;
  readonly readLeaves: ReadLeaves;
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
 * Adds what the leaves say that row after row reaches, until `places` is `end`. Looks at as many words of the masks as
 * the kernel has lanes for.
 *
 * @param places the addresses of the first row's masks
 * @param results of the first row
 * @param offset bytes of a mask before the first word that is looked at
 * @param part bytes from the addresses of the masks to this part of them
 */
type ReadLeaves = (
  places: number,
  end: number,
  results: number,
  offset: number,
  part: number,
) => void;

export interface MaskSizes {
  /** Vectors of four words that are looked at at once. */
  readonly lanes: number;
  /** Bytes of a mask's part that is looked at at once: 16 * lanes. */
  readonly partBytes: number;
  /** Masks of a row. */
  readonly features: number;
}

/** The parameters of `ReadLeaves`, which are its first locals; the last one and two more are those of `combineMasks`. */
export const [PLACES, STOP, RESULTS, OFFSET] = [0, 1, 2, 3] as const;
const [PART, ROW_STOP, MASK] = [4, 5, 6] as const;
export const FREE = 7;

export const V128 = 0x7b;
export const F64 = 0x7c;
export const LOAD_F64 = 0x2b;
/** 2 ** 3 bytes: how a float64 is aligned. */
export const DOUBLE = 3;

const SELECT = 0x1b;
const LESS_F64 = 0x63;
const EQUAL_F64 = 0x61;
export const MULTIPLY = 0x6c;
const GREATER = 0x4b; // unsigned
const TO_FLOAT32 = 0xb6;
const TO_FLOAT64 = 0xbb;
/** 2 ** 4 bytes: how a vector is aligned. */
const VECTOR = 4;

/** Instructions for vectors: those of four words, unless they are called otherwise. */
const LOAD_V128 = [0xfd, 0x00];
const ALL_ONES = [0xfd, 0x0c, ...new Array<number>(16).fill(0xff)];
export const AND_V128 = [0xfd, 0x4e];

/**
 * @param memory bytes of it
 * @param roundsInputs whether values are rounded to float32 before they are compared
 * @param body of `ReadLeaves`
 * @throws {RangeError} if there is no such memory
 */
export function maskKernel(
  webAssembly: WebAssemblyApi,
  memory: number,
  { partBytes }: MaskSizes,
  roundsInputs: boolean,
  body: KernelFunction['body'],
): MaskKernel {
  const module = kernelModule(memory, [
    { name: 'findMasks', parameters: 9, body: findMasks(partBytes, roundsInputs) },
    { name: 'readLeaves', parameters: 5, body },
  ]);
  const { exports } = new webAssembly.Instance(new webAssembly.Module(module));
  const { memory: own, ...functions } = exports as Omit<MaskKernel, 'memory'> & {
    memory: { buffer: ArrayBuffer };
  };
  return { memory: own.buffer, ...functions };
}

/** A search by halving that takes the same steps for each value, so that no branch has to be foreseen. */
function findMasks(partBytes: number, roundsInputs: boolean): number[] {
  const [VALUE_AT, VALUE_STEP, PLACE, PLACE_STEP, END_AT, TABLE, HALF, MASKS, MISSING] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8,
  ] as const;
  const [AT, STEP, VALUE] = [9, 10, 11] as const;
  const code = [2, 2, I32, 1, F64, LOOP, NO_RESULT];
  code.push(GET, VALUE_AT, LOAD_F64, DOUBLE, 0);
  if (roundsInputs) code.push(TO_FLOAT32, TO_FLOAT64);
  code.push(SET, VALUE);
  code.push(GET, TABLE, SET, AT, GET, HALF, SET, STEP);
  code.push(LOOP, NO_RESULT);
  code.push(GET, AT, GET, STEP, CONSTANT, 0);
  code.push(GET, AT, GET, STEP, ADD, LOAD_F64, DOUBLE, 0, GET, VALUE, LESS_F64);
  code.push(SUBTRACT, AND, ADD, SET, AT);
  code.push(GET, STEP, CONSTANT, 1, SHIFT_RIGHT, SET, STEP);
  code.push(GET, STEP, CONSTANT, 4, GREATER, BRANCH_IF, 0, END);
  code.push(GET, PLACE, GET, MASKS);
  code.push(GET, AT, GET, TABLE, SUBTRACT, CONSTANT, 3, SHIFT_RIGHT);
  addNumber(code, partBytes, CONSTANT);
  code.push(MULTIPLY, ADD, GET, MISSING, GET, VALUE, GET, VALUE, EQUAL_F64, SELECT);
  code.push(STORE, WORD, 0);
  code.push(GET, VALUE_AT, GET, VALUE_STEP, ADD, SET, VALUE_AT);
  code.push(GET, PLACE, GET, PLACE_STEP, ADD, SET, PLACE);
  code.push(GET, PLACE, GET, END_AT, LESS, BRANCH_IF, 0, END, END);
  return code;
}

/** Loads a vector. @param local address to which `address` is added */
export function loadVector(code: number[], local: number, address: number): void {
  code.push(GET, local, ...LOAD_V128, VECTOR);
  addNumber(code, address);
}

/** Sets vectors from `first` on to the leaves that no feature rules out of the row at PLACES, which goes on to the next. */
export function combineMasks(code: number[], { lanes, features }: MaskSizes, first: number): void {
  for (let lane = 0; lane < lanes; lane++) code.push(...ALL_ONES, SET, first + lane);
  code.push(GET, PLACES);
  addNumber(code, 4 * features, CONSTANT);
  code.push(ADD, SET, ROW_STOP, LOOP, NO_RESULT);
  code.push(GET, PLACES, LOAD, WORD, 0, GET, PART, ADD, SET, MASK);
  for (let lane = 0; lane < lanes; lane++) {
    loadVector(code, MASK, 16 * lane);
    code.push(GET, first + lane, ...AND_V128, SET, first + lane);
  }
  addStep(code, PLACES, 4);
  code.push(GET, PLACES, GET, ROW_STOP, LESS, BRANCH_IF, 0, END);
}
