import {
  ADD,
  addNumber,
  addStep,
  AND,
  BLOCK,
  BRANCH,
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

/**
 * The walk through numeric splits as WebAssembly, written out for one forest: several walks share a loop, so that
 * one waits for memory while the others go on. JavaScript checks each of a step's three reads against
 * the length of its array; this does not, because the addresses come from the compiler of the trees alone.
 *
 * The module is a few hundred bytes of the same instructions for every lane, which is less to write here than to
 * ship, and the forest's sizes are constants in it.
 */
export interface WalkKernel {
  /** The kernel's memory, as words; it never grows. */
  readonly words: Int32Array;
  /** One row through all trees: lane i starts at root i of `roots`, and all read the same keys. */
  readonly walkTrees: Walk;
  /** Many rows through one tree: each group starts at the same roots, and lane i reads the keys of row i. */
  readonly walkRows: Walk;
}

/**
 * Walks group after group of as many lanes as the kernel has, until `reached` is `end`. All are addresses in
 * bytes.
 *
 * @param roots the address of the root of each lane
 * @param keys the address of the first lane's keys
 * @param reached the address at which the leaf that each lane reaches is stored
 * @param end of what is written to `reached`
 */
type Walk = (roots: number, keys: number, reached: number, end: number) => void;

export interface KernelSizes {
  /** Bytes of memory; at most 2 ** 31. */
  readonly memory: number;
  /** Walks at once through the trees of one row, and of rows through one tree. At least 1. */
  readonly treeLanes: number;
  readonly rowLanes: number;
  /** Addresses from this one on are splits, addresses before it are leaves. */
  readonly firstSplit: number;
  /** Bytes from one row's keys to the next: a power of two. */
  readonly rowBytes: number;
}

/** @throws {RangeError} if there is no such memory */
export function walkKernel(webAssembly: WebAssemblyApi, sizes: KernelSizes): WalkKernel {
  const { memory: bytes, treeLanes, rowLanes, rowBytes } = sizes;
  const module = kernelModule(bytes, [
    { name: 'walkTrees', parameters: LANES, body: walk(treeLanes, 4 * treeLanes, 0, sizes) },
    { name: 'walkRows', parameters: LANES, body: walk(rowLanes, 0, rowBytes, sizes) },
  ]);
  const { exports } = new webAssembly.Instance(new webAssembly.Module(module));
  const { memory, ...walks } = exports as {
    memory: { buffer: ArrayBuffer };
    walkTrees: Walk;
    walkRows: Walk;
  };
  return { words: new Int32Array(memory.buffer), ...walks };
}

const OR = 0x72;
const SHIFT_LEFT = 0x74;

/** The locals of a walk: its parameters, then each lane's position and the word found there. */
const ROOTS = 0;
const KEYS = 1;
const REACHED = 2;
const STOP = 3;
const LANES = 4;

/**
 * @param rootStep bytes from a group's roots to the next group's
 * @param keyStep bytes from a lane's keys to the next lane's
 */
function walk(
  lanes: number,
  rootStep: number,
  keyStep: number,
  { firstSplit, rowBytes }: KernelSizes,
): number[] {
  const code = addNumber([1], 2 * lanes);
  code.push(I32, LOOP, NO_RESULT);
  for (let i = 0; i < lanes; i++) {
    code.push(GET, ROOTS, LOAD, WORD);
    addNumber(code, 4 * i);
    code.push(SET, LANES + i);
  }
  code.push(BLOCK, NO_RESULT, LOOP, NO_RESULT);
  // The power of two firstSplit is above all leaves, and so above what they have in common.
  code.push(GET, LANES);
  for (let i = 1; i < lanes; i++) code.push(GET, LANES + i, OR);
  addNumber(code, firstSplit, CONSTANT);
  code.push(LESS, BRANCH_IF, 1);
  for (let i = 0; i < lanes; i++) code.push(GET, LANES + i, LOAD, WORD, 0, SET, LANES + lanes + i);
  for (let i = 0; i < lanes; i++) {
    const word = LANES + lanes + i;
    code.push(GET, LANES + i, GET, word, GET, KEYS, GET, word);
    addNumber(code, rowBytes - 1, CONSTANT);
    code.push(AND, ADD, LOAD, WORD);
    addNumber(code, keyStep * i);
    // The difference's sign bit is 1 if the key is greater: the right child is one word further.
    code.push(SUBTRACT, CONSTANT, 31, SHIFT_RIGHT, CONSTANT, 2, SHIFT_LEFT);
    code.push(ADD, LOAD, WORD, 4, SET, LANES + i);
  }
  code.push(BRANCH, 0, END, END);
  for (let i = 0; i < lanes; i++) {
    code.push(GET, REACHED, GET, LANES + i, STORE, WORD);
    addNumber(code, 4 * i);
  }
  addStep(code, ROOTS, rootStep);
  addStep(code, KEYS, keyStep * lanes);
  addStep(code, REACHED, 4 * lanes);
  code.push(GET, REACHED, GET, STOP, LESS, BRANCH_IF, 0, END, END);
  return code;
}
