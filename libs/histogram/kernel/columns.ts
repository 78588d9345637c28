/**
 * Where the codes of the current node are: in the table, or in a copy for a subtree. Reading
 * a sample's code from the table is a jump through memory; below a certain size a subtree takes the codes of its
 * samples along, and all further reads stay within the processor's cache.
 */
import { reserve } from './memory';
import { nowhere } from './numbers';
import { codes, codeStarts, featureCount, isWide } from './problem';
import * as samples from './samples';

/** The most copied codes of a subtree: about half of a processor's L2 cache. */
const LOCAL_CODES: u32 = 1 << 17;
/** Smaller subtrees end too soon for a copy to pay off. */
const LEAST_SAMPLES: u32 = 64;

/** [featureCount][samples] of a subtree. */
let localCodes = nowhere<u16>();
/** [samples] of the node: one feature's codes, where they are needed more than once. */
export let nodeCodes = nowhere<u16>();

/** Samples of the subtree. */
let stride: u32 = 0;
/** The end of the samples whose codes are copied; 0 while those of the table are read. */
let localEnd: u32 = 0;
/** Whether the codes of the column that `columnOf` has found take 8 bits, not 16. */
export let isNarrow: bool = false;

export function layOutLocal(): void {
  localCodes = reserve<u16>(LOCAL_CODES);
}

export function layOutNode(size: u32): void {
  nodeCodes = reserve<u16>(size);
}

/** Where a feature's codes are, by entries of `samples.rows`: read by `codeAt`, as `isNarrow` says. */
export function columnOf(feature: u32): usize {
  isNarrow = localEnd == 0 && !isWide(feature);
  return localEnd > 0 ? localCodes.address(feature * stride) : codes.address(codeStarts[feature]);
}

/** @param narrow a constant in loops, of which there is one for either width */
export function codeAt(column: usize, row: u32, narrow: bool): u32 {
  return narrow ? <u32>load<u8>(column + row) : <u32>load<u16>(column + ((<usize>row) << 1));
}

export function readTable(): void {
  localEnd = 0;
}

/** Must be called for each node in depth-first order; renumbers the samples of a subtree that is copied. */
export function enter(start: u32, end: u32): void {
  if (start < localEnd) return;
  if (localEnd > 0) readTable();
  const size = end - start;
  if (size < LEAST_SAMPLES || size * featureCount > LOCAL_CODES) return;
  const rows = samples.rows.from(start);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    const from = columnOf(feature);
    const to = localCodes.address(feature * size);
    if (isNarrow) inline.always(copyCodes(true, from, rows.address(0), rows.address(size), to));
    else inline.always(copyCodes(false, from, rows.address(0), rows.address(size), to));
  }
  for (let i: u32 = 0; i < size; i++) rows[i] = i;
  stride = size;
  localEnd = end;
}

function copyCodes(narrow: bool, from: usize, row: usize, rowsEnd: usize, to: usize): void {
  for (; row < rowsEnd; row += 4, to += 2) store<u16>(to, codeAt(from, load<u32>(row), narrow));
}
