/**
 * Where the codes of the current node are: in the table, or in a copy for a subtree. Reading
 * a sample's code from the table is a jump through memory; below a certain size a subtree takes the codes of its
 * samples along, and all further reads stay within the processor's cache.
 */
import { reserve } from './memory';
import { Numbers, nowhere } from './numbers';
import { codes, featureCount, rowCount } from './problem';
import * as samples from './samples';

/** The most copied codes of a subtree: about half of a processor's L2 cache. */
const LOCAL_CODES: u32 = 1 << 17;
/** Smaller subtrees end too soon for a copy to pay off. */
const LEAST_SAMPLES: u32 = 64;

/** [featureCount][samples] of a subtree. */
let localCodes = nowhere<u16>();
/** [samples] of the node: one feature's codes, where they are needed more than once. */
export let nodeCodes = nowhere<u16>();

let base = nowhere<u16>();
let stride: u32 = 0;
/** The end of the samples whose codes are copied; 0 while those of the table are read. */
let localEnd: u32 = 0;

export function layOutLocal(): void {
  localCodes = reserve<u16>(LOCAL_CODES);
}

export function layOutNode(size: u32): void {
  nodeCodes = reserve<u16>(size);
}

/** A feature's codes, by entries of `samples.rows`. */
export function columnOf(feature: u32): Numbers<u16> {
  return base.from(feature * stride);
}

export function readTable(): void {
  base = codes;
  stride = rowCount;
  localEnd = 0;
}

/** Must be called for each node in depth-first order; renumbers the samples of a subtree that is copied. */
export function enter(start: u32, end: u32): void {
  if (start < localEnd) return;
  if (localEnd > 0) readTable();
  const size = end - start;
  if (size < LEAST_SAMPLES || size * featureCount > LOCAL_CODES) return;
  const rows = samples.rows.from(start);
  const rowsEnd = rows.address(size);
  let to = localCodes.address(0);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    const from = columnOf(feature);
    let row = rows.address(0);
    for (; row < rowsEnd; row += 4, to += 2) store<u16>(to, from[load<u32>(row)]);
  }
  for (let i: u32 = 0; i < size; i++) rows[i] = i;
  base = localCodes;
  stride = size;
  localEnd = end;
}
