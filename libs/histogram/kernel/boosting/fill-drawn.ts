/** Adds a node's rows to the cells of some features of a group: those that the tree's splits may be of. */
import { addTo, cellsOf } from './cells';
import { derivatives } from './derive';
import {
  bytesOfRow,
  groupFeatures,
  groupStart,
  hasHessians,
  isDrawn,
  isWide,
  places,
} from './problem';
import { rows } from './rows';

/** Up to four features at a time. @param start the place in `rows` of the first row to add, `end` that after the last */
export function fillDrawn(group: u32, slot: u32, start: u32, end: u32): void {
  const last = groupStart[group + 1];
  let i = nextDrawn(groupStart[group], last);
  while (i < last) {
    const i1 = nextDrawn(i + 1, last);
    const i2 = nextDrawn(i1 + 1, last);
    const i3 = nextDrawn(i2 + 1, last);
    if (hasHessians) inline.always(chooseWidth(true, group, slot, i, i1, i2, i3, start, end));
    else inline.always(chooseWidth(false, group, slot, i, i1, i2, i3, start, end));
    i = nextDrawn(i3 + 1, last);
  }
}

/** The first that is drawn of a group's features, from the i-th of all on; `last` if there is none. */
function nextDrawn(i: u32, last: u32): u32 {
  while (i < last && !isDrawn[groupFeatures[i]]) i++;
  return min(i, last);
}

function chooseWidth(
  hessian: bool,
  group: u32,
  slot: u32,
  i0: u32,
  i1: u32,
  i2: u32,
  i3: u32,
  start: u32,
  end: u32,
): void {
  const areWide = isWide[groupFeatures[i0]];
  if (areWide) inline.always(chooseCount(hessian, true, group, slot, i0, i1, i2, i3, start, end));
  else inline.always(chooseCount(hessian, false, group, slot, i0, i1, i2, i3, start, end));
}

function chooseCount(
  hessian: bool,
  areWide: bool,
  group: u32,
  slot: u32,
  i0: u32,
  i1: u32,
  i2: u32,
  i3: u32,
  start: u32,
  end: u32,
): void {
  const last = groupStart[group + 1];
  if (i3 < last) inline.always(fill(hessian, areWide, 4, group, slot, i0, i1, i2, i3, start, end));
  else if (i2 < last)
    inline.always(fill(hessian, areWide, 3, group, slot, i0, i1, i2, i0, start, end));
  else if (i1 < last)
    inline.always(fill(hessian, areWide, 2, group, slot, i0, i1, i0, i0, start, end));
  else inline.always(fill(hessian, areWide, 1, group, slot, i0, i0, i0, i0, start, end));
}

function fill(
  hessian: bool,
  areWide: bool,
  count: u32,
  group: u32,
  slot: u32,
  i0: u32,
  i1: u32,
  i2: u32,
  i3: u32,
  start: u32,
  end: u32,
): void {
  // Narrow features' places count from the first one's cells.
  const cells0 = cellsOf(slot, groupFeatures[areWide ? i0 : groupStart[group]]);
  const cells1 = areWide && count > 1 ? cellsOf(slot, groupFeatures[i1]) : cells0;
  const cells2 = areWide && count > 2 ? cellsOf(slot, groupFeatures[i2]) : cells0;
  const cells3 = areWide && count > 3 ? cellsOf(slot, groupFeatures[i3]) : cells0;
  const own = places.address(i0);
  const to1 = places.address(i1) - own;
  const to2 = places.address(i2) - own;
  const to3 = places.address(i3) - own;
  const stride = bytesOfRow();
  const pairs = derivatives.address(0);
  const list = rows;
  for (let i = start; i < end; i++) {
    const row = <usize>list[i];
    const at = own + row * stride;
    let narrow: u64 = 0;
    let wide: v128 = i64x2.splat(0);
    if (hessian) wide = i32x4.replace_lane(v128.load64_zero(pairs + (row << 3)), 2, 1);
    else narrow = load<u64>(pairs + (row << 3));
    inline.always(addTo(hessian, areWide, cells0, load<u16>(at), narrow, wide));
    if (count > 1)
      inline.always(addTo(hessian, areWide, cells1, load<u16>(at + to1), narrow, wide));
    if (count > 2)
      inline.always(addTo(hessian, areWide, cells2, load<u16>(at + to2), narrow, wide));
    if (count > 3)
      inline.always(addTo(hessian, areWide, cells3, load<u16>(at + to3), narrow, wide));
  }
}
