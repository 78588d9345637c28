import type { WebAssemblyApi } from './web-assembly.ts';

/**
 * The walk through numeric splits as WebAssembly, written out for one forest: several walks share a loop, so that
 * the memory of one is waited for while the others go on. JavaScript checks each of a step's three reads against
 * the length of its array; this does not, because the addresses come from the compiler of the trees alone.
 *
 * The module is a few hundred bytes of the same instructions for every lane, which is less to write here than it
 * would be to ship, and the forest's sizes are constants in them.
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
 * @param roots where the root of each lane stands
 * @param keys where the keys of the first lane start
 * @param reached where the address of the leaf goes that each lane reaches
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

const PAGE_BYTES = 65_536;

/** @throws {RangeError} if there is no such memory */
export function walkKernel(webAssembly: WebAssemblyApi, sizes: KernelSizes): WalkKernel {
  const { exports } = new webAssembly.Instance(new webAssembly.Module(kernelModule(sizes)));
  const { memory, ...walks } = exports as {
    memory: { buffer: ArrayBuffer };
    walkTrees: Walk;
    walkRows: Walk;
  };
  return { words: new Int32Array(memory.buffer), ...walks };
}

/** The instructions that a walk is made of, and the numbers of WebAssembly's binary format that it needs. */
const I32 = 0x7f;
const NO_RESULT = 0x40;
const BLOCK = [0x02, NO_RESULT];
const LOOP = [0x03, NO_RESULT];
const END = 0x0b;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const LESS = 0x49; // unsigned
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const AND = 0x71;
const OR = 0x72;
const SHIFT_LEFT = 0x74;
const SHIFT_RIGHT = 0x76; // unsigned
const get = (local: number) => [0x20, ...unsigned(local)];
const set = (local: number) => [0x21, ...unsigned(local)];
const constant = (value: number) => [0x41, ...signed(value)];
const load = (offset: number) => [0x28, 2, ...unsigned(offset)];
const store = (offset: number) => [0x36, 2, ...unsigned(offset)];

/** The locals of a walk: its parameters, then where each lane stands, then the word that it found there. */
const [ROOTS, KEYS, REACHED, STOP, LANES] = [0, 1, 2, 3, 4] as const;

function kernelModule(sizes: KernelSizes): Uint8Array {
  const { memory, treeLanes, rowLanes, rowBytes } = sizes;
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 4, I32, I32, I32, I32, 0]]), // the type of a walk
    ...section(3, [[0], [0]]), // two functions of it
    ...section(5, [[0, ...unsigned(Math.ceil(memory / PAGE_BYTES))]]),
    ...section(7, [name('memory', 2, 0), name('walkTrees', 0, 0), name('walkRows', 0, 1)]),
    ...section(10, [walk(treeLanes, 4 * treeLanes, 0, sizes), walk(rowLanes, 0, rowBytes, sizes)]),
  ]);
}

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
  const each = (code: (lane: number, word: number, i: number) => number[]) =>
    Array.from({ length: lanes }, (_, i) => code(LANES + i, LANES + lanes + i, i)).flat();
  const advance = (local: number, step: number) => [
    ...[...get(local), ...constant(step), ADD, ...set(local)],
  ];
  const code = [
    ...[1, ...unsigned(2 * lanes), I32], // the lanes' locals
    ...LOOP,
    ...each((lane, _, i) => [...get(ROOTS), ...load(4 * i), ...set(lane)]),
    ...[...BLOCK, ...LOOP],
    // The power of two firstSplit is above all leaves, and so above what they have in common.
    ...each((lane, _, i) => [...get(lane), ...(i === 0 ? [] : [OR])]),
    ...[...constant(firstSplit), LESS, BRANCH_IF, 1],
    ...each((lane, word) => [...get(lane), ...load(0), ...set(word)]),
    ...each((lane, word, i) => [
      ...get(lane),
      ...get(word),
      ...[...get(KEYS), ...get(word), ...constant(rowBytes - 1), AND, ADD, ...load(keyStep * i)],
      // The difference's sign bit is 1 if the key is greater: the right child stands one word further.
      ...[SUBTRACT, ...constant(31), SHIFT_RIGHT, ...constant(2), SHIFT_LEFT],
      ...[ADD, ...load(4), ...set(lane)],
    ]),
    ...[BRANCH, 0, END, END],
    ...each((lane, _, i) => [...get(REACHED), ...get(lane), ...store(4 * i)]),
    ...advance(ROOTS, rootStep),
    ...advance(KEYS, keyStep * lanes),
    ...advance(REACHED, 4 * lanes),
    ...[...get(REACHED), ...get(STOP), LESS, BRANCH_IF, 0],
    ...[END, END],
  ];
  return [...unsigned(code.length), ...code];
}

/** A section of the module: a list of entries. */
function section(id: number, entries: readonly (readonly number[])[]): number[] {
  const content = [entries.length, ...entries.flat()];
  return [id, ...unsigned(content.length), ...content];
}

/** An export. @param kind 0 is a function, 2 a memory */
function name(text: string, kind: number, index: number): number[] {
  return [text.length, ...new TextEncoder().encode(text), kind, index];
}

/** LEB128: seven bits a byte, least significant first, the high bit set where more follow. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** The same for a number with a sign, 0 to 2 ** 31 - 1 here: the last byte's bit 6 is the sign. */
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)];
}
