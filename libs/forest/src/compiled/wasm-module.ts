/** Those instructions and types of WebAssembly's binary format that the kernels share. */
export const I32 = 0x7f;
export const NO_RESULT = 0x40;
export const BLOCK = 0x02;
export const LOOP = 0x03;
export const END = 0x0b;
export const BRANCH = 0x0c;
export const BRANCH_IF = 0x0d;
export const GET = 0x20;
export const SET = 0x21;
export const LOAD = 0x28;
export const STORE = 0x36;
export const CONSTANT = 0x41;
export const LESS = 0x49; // unsigned, like the others
export const ADD = 0x6a;
export const SUBTRACT = 0x6b;
export const AND = 0x71;
export const SHIFT_RIGHT = 0x76;
/** 2 ** 2 bytes: how a word is aligned. */
export const WORD = 2;

const FUNCTION = 0x60;
const PAGE_BYTES = 65_536;

/** A function that takes 32-bit integers and returns nothing. */
export interface KernelFunction {
  readonly name: string;
  readonly parameters: number;
  /** The groups of its further locals and its instructions, to the last END. */
  readonly body: readonly number[];
}

/**
 * A module that exports some functions, and `memory`, which never grows.
 *
 * @param memory bytes of it; at most 2 ** 31
 */
export function kernelModule(memory: number, functions: readonly KernelFunction[]): Uint8Array {
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const count = functions.length;
  const types = [count];
  const names = [count + 1, ...named('memory'), 2, 0];
  const bodies = [count];
  functions.forEach(({ name, parameters, body }, i) => {
    types.push(FUNCTION, parameters, ...new Array<number>(parameters).fill(I32), 0);
    names.push(...named(name), 0, i);
    addSized(bodies, body);
  });
  addSection(bytes, 1, types);
  addSection(bytes, 3, [count, ...functions.keys()]); // each has its own type
  addSection(bytes, 5, addNumber([1, 0], Math.ceil(memory / PAGE_BYTES)));
  addSection(bytes, 7, names);
  addSection(bytes, 10, bodies);
  return Uint8Array.from(bytes);
}

function named(name: string): number[] {
  return [name.length, ...Buffer.from(name)];
}

export function addStep(code: number[], local: number, bytes: number): void {
  code.push(GET, local);
  addNumber(code, bytes, CONSTANT);
  code.push(ADD, SET, local);
}

function addSection(bytes: number[], id: number, content: readonly number[]): void {
  bytes.push(id);
  addSized(bytes, content);
}

function addSized(bytes: number[], content: readonly number[]): void {
  addNumber(bytes, content.length);
  for (const byte of content) bytes.push(byte);
}

/**
 * Adds a number of up to 31 bits in LEB128: seven bits a byte, least significant first, the high bit set where more
 * follow. An instruction's constant has a sign, which is bit 6 of the last byte and must be 0.
 *
 * @param instruction CONSTANT for such a constant
 * @returns `bytes`
 */
export function addNumber(bytes: number[], value: number, instruction?: typeof CONSTANT): number[] {
  if (instruction !== undefined) bytes.push(instruction);
  const end = instruction === undefined ? 128 : 64;
  let rest = value;
  for (; rest >= end; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return bytes;
}
