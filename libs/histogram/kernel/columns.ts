/**
 * Where the codes of the current node are: in the table, or in a copy for a subtree. Reading
 * a sample's code from the table is a jump through memory; below a certain size a subtree takes the codes of its
 * samples along, and all further reads stay within the processor's cache.
 */
import { LOCAL_BYTES, codes, featureCount, localCodes, rowCount, sampleRows } from './memory';

/** Smaller subtrees end too soon for a copy to pay off. */
const LEAST_SAMPLES: u32 = 64;

let base: usize = 0;
let stride: usize = 0;
/** The end of the samples whose codes are copied; 0 while those of the table are read. */
let localEnd: u32 = 0;

/** The address of a feature's codes: a sample's u16 is at twice its `sampleRows` entry. */
export function columnOf(feature: u32): usize {
  return base + <usize>feature * stride;
}

export function readTable(): void {
  base = codes;
  stride = (<usize>rowCount) << 1;
  localEnd = 0;
}

/** Must be called for each node in depth-first order; renumbers the samples of a subtree that is copied. */
export function enter(start: u32, end: u32): void {
  if (start < localEnd) return;
  if (localEnd > 0) readTable();
  const size = end - start;
  if (size < LEAST_SAMPLES || size * featureCount > LOCAL_BYTES / 2) return;
  const rows = sampleRows + ((<usize>start) << 2);
  const rowsEnd = rows + ((<usize>size) << 2);
  let to = localCodes;
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    const column = columnOf(feature);
    for (let row = rows; row < rowsEnd; row += 4) {
      store<u16>(to, load<u16>(column + ((<usize>load<u32>(row)) << 1)));
      to += 2;
    }
  }
  for (let i: u32 = 0; i < size; i++) store<u32>(rows + ((<usize>i) << 2), i);
  base = localCodes;
  stride = (<usize>size) << 1;
  localEnd = end;
}
