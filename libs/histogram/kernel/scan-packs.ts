/**
 * Counted classes of samples that all have a value: packs are put in the order of their groups by a counting sort. The
 * cost depends on samples and groups, not on classes.
 */
import { MISSING_NONE, offer, sumOfQuotients } from './best';
import { cells, leftCounts } from './cells';
import { nodeCodes } from './columns';
import { first, nodeCounts, size, squares, total } from './node';
import { Numbers } from './numbers';
import { classCount, minSamplesLeaf } from './problem';
import * as samples from './samples';
import { classOf, countOf } from './samples';
import { keys } from './sort';
import { CLASSES, TWO_CLASSES, statistic } from './strategy';

/** Group g has the codes low + (g << shift) and up. */
export function scanPacks(low: u32, shift: u32, groups: u32): void {
  const sorted = changetype<Numbers<u32>>(keys);
  sortPacks(sorted, low, shift, groups);
  if (statistic == TWO_CLASSES) inline.always(scan(TWO_CLASSES, sorted, groups));
  else inline.always(scan(CLASSES, sorted, groups));
}

/** Leaves the end of each group in its cell. */
function sortPacks(sorted: Numbers<u32>, low: u32, shift: u32, groups: u32): void {
  const packs = samples.packs.from(first);
  const codes = nodeCodes;
  const count = size;
  const ends = changetype<Numbers<u32>>(cells);
  for (let i: u32 = 0; i < count; i++) ends[(<u32>codes[i] - low) >>> shift] += 1;
  let next: u32 = 0;
  for (let group: u32 = 0; group < groups; group++) {
    const samples = ends[group];
    ends[group] = next;
    next += samples;
  }
  for (let i: u32 = 0; i < count; i++) {
    const group = (<u32>codes[i] - low) >>> shift;
    const place = ends[group];
    ends[group] = place + 1;
    sorted[place] = packs[i];
  }
}

function scan(kind: u32, sorted: Numbers<u32>, groups: u32): void {
  const ends = changetype<Numbers<u32>>(cells);
  const all = total;
  const least = minSamplesLeaf;
  const lefts = leftCounts;
  const alls = nodeCounts;
  const all0 = alls[0];
  const all1 = alls[1];
  let left: u32 = 0;
  let left1: u32 = 0;
  let leftSquares: i64 = 0;
  let crossed: i64 = 0; // the sum of l times a: see scan-cells.ts
  let i: u32 = 0;
  for (let group: u32 = 0; group < groups; group++) {
    const end = ends[group];
    ends[group] = 0;
    if (i == end) continue;
    for (; i < end; i++) {
      const count = countOf(sorted[i]);
      const klass = classOf(sorted[i]);
      left += count;
      if (kind == TWO_CLASSES) {
        left1 += count & -klass; // 0 or all of it
      } else {
        const l = lefts[klass];
        lefts[klass] = l + count;
        leftSquares += <i64>count * (2 * <i64>l + count);
        crossed += <i64>count * <i64>alls[klass];
      }
    }
    const right = all - left;
    if (left < least || right < least) continue;
    let rightSquares = squares - 2 * crossed + leftSquares;
    if (kind == TWO_CLASSES) {
      const left0 = <i64>(left - left1);
      const right1 = <i64>(all1 - left1);
      const right0 = <i64>all0 - left0;
      leftSquares = left0 * left0 + <i64>left1 * left1;
      rightSquares = right0 * right0 + right1 * right1;
    }
    const score = sumOfQuotients(<f64>leftSquares, <f64>left, <f64>rightSquares, <f64>right);
    inline.always(offer(score, group, MISSING_NONE));
  }
  if (kind == CLASSES) lefts.clear(classCount);
}
