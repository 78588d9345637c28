/**
 * The rows of each node. A thread owns a range of the rows and parts them alone: a node has a segment of each thread's
 * range, in the order of rows.
 */
import { reserve } from '../memory';
import { nowhere } from '../numbers';
import { CATEGORICAL, MISSING_LEFT } from './abi';
import {
  binCount,
  columns,
  columnStart,
  isSampled,
  isWide,
  maxNodes,
  member,
  memberCount,
  sampleCount,
  samples,
  trainedCount,
} from './problem';
import * as tree from './tree';

/** [trainedCount] */
export let rows = nowhere<u32>();
/** The same: right sides, while rows are parted. */
let spare = nowhere<u32>();
/** [maxNodes][memberCount] */
let starts = nowhere<u32>();
let ends = nowhere<u32>();

export function layOut(): void {
  rows = reserve<u32>(trainedCount + 1);
  spare = reserve<u32>(trainedCount + 1);
  starts = reserve<u32>(maxNodes * memberCount);
  ends = reserve<u32>(maxNodes * memberCount);
}

export function segmentStart(node: u32, part: u32): u32 {
  return starts[node * memberCount + part];
}

export function segmentEnd(node: u32, part: u32): u32 {
  return ends[node * memberCount + part];
}

function setSegment(node: u32, start: u32, end: u32): void {
  starts[node * memberCount + member] = start;
  ends[node * memberCount + member] = end;
}

/** Gives this thread its share of a new tree's rows. @returns how many the tree has */
export function startTree(threads: u32): u32 {
  const size = isSampled ? sampleCount[0] : trainedCount;
  const start = shareStart(size, member, threads);
  const end = shareStart(size, member + 1, threads);
  setSegment(0, start, end);
  if (isSampled) rows.from(start).copy(samples.from(start), end - start);
  else for (let row = start; row < end; row++) rows[row] = row;
  return size;
}

/** Where a thread's share of `size` things starts. */
export function shareStart(size: u32, part: u32, threads: u32): u32 {
  return <u32>((<u64>size * part) / threads);
}

/** Parts this thread's rows of a node between its children. */
export function part(node: u32): void {
  const feature = <u32>tree.features[node];
  if (tree.flags[node] & CATEGORICAL) {
    if (isWide[feature]) inline.always(move(true, true, node, feature));
    else inline.always(move(true, false, node, feature));
  } else if (isWide[feature]) inline.always(move(false, true, node, feature));
  else inline.always(move(false, false, node, feature));
}

/** More than there are bins, and less than a bin before `first` becomes. */
const UNBOUNDED: u32 = 1 << 31;

/** Every row is written to both sides, without a branch; the side that does not advance is overwritten. */
function move(hasSet: bool, hasWords: bool, node: u32, feature: u32): void {
  const start = segmentStart(node, member);
  const end = segmentEnd(node, member);
  const column = columns.address(columnStart[feature]);
  const set = tree.setOf(node);
  // Bins from `first` on go right: all of them, or those before that of missing values. Smaller ones wrap around.
  const first = tree.cuts[node] + 1;
  const width = tree.flags[node] & MISSING_LEFT ? binCount[feature] - 1 - first : UNBOUNDED;
  const own = rows;
  const right = spare.from(start);
  let other: u32 = 0;
  for (let i = start; i < end; i++) {
    const row = own[i];
    const bin = hasWords ? <u32>load<u16>(column + (row << 1)) : <u32>load<u8>(column + row);
    own[i - other] = row;
    right[other] = row;
    other += hasSet ? 1 - ((set[bin >>> 5] >>> (bin & 31)) & 1) : u32(bin - first < width);
  }
  const left = end - other;
  own.from(left).copy(right, other);
  const child = tree.lefts[node];
  setSegment(child, start, left);
  setSegment(child + 1, left, end);
}
