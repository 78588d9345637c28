/**
 * Where the statistics of groups are added up. What a cell is depends on `cellKind`:
 *
 *   VALUE_CELLS      one ValueCell a group
 *   TWO_CLASS_CELLS  u64 a group: count of class 1 << 32 | count of class 0
 *   VECTOR_CELLS     u16 a group and class, in one vector of eight lanes a group
 *   VECTORS_CELLS    the same in several vectors
 *   WIDE_CELLS       u32 a group and class
 */
import { reserve } from './memory';
import { nowhere } from './numbers';
import { classCount } from './problem';
import {
  CELL_BYTES,
  TWO_CLASS_CELLS,
  VALUE_CELLS,
  VECTOR_CELLS,
  VECTORS_CELLS,
  vectorsOfClasses,
} from './strategy';

/** [CELL_BYTES], all 0 between uses. */
export let cells = nowhere<u8>();
/** [classCount], 0 between scans. */
export let leftCounts = nowhere<u32>();
/** [vectors of classes] each: the counts of the left side, and of both. */
export let leftLanes = nowhere<v128>();
export let allLanes = nowhere<v128>();

@unmanaged
export class ValueCell {
  /** Of deviations. */
  sum: f64;
  /** If isWeighted; otherwise it is the count. */
  weight: f64;
  count: u32;
}

export function layOut(): void {
  leftCounts = reserve<u32>(classCount);
  leftLanes = reserve<v128>(vectorsOfClasses());
  allLanes = reserve<v128>(vectorsOfClasses());
  cells = reserve<u8>(CELL_BYTES);
}

/** From one group's cells to the next's. */
export function bytesOfGroup(kind: u32): u32 {
  if (kind == VALUE_CELLS) return 24;
  if (kind == TWO_CLASS_CELLS) return 8;
  if (kind == VECTOR_CELLS) return 16;
  return kind == VECTORS_CELLS ? vectorsOfClasses() << 4 : classCount << 2;
}
