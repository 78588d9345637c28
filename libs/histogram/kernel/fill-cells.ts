/** Adds the node's samples to cells. This loop and the scans decide how long training takes. */
import { bytesOfGroup, cells, ValueCell } from './cells';
import { codeAt, columnOf, isNarrow, nodeCodes } from './columns';
import { first, size } from './node';
import { isWeighted } from './problem';
import * as samples from './samples';
import { classOf, countOf } from './samples';
import {
  TWO_CLASS_CELLS,
  VALUE_CELLS,
  VECTOR_CELLS,
  VECTORS_CELLS,
  WIDE_CELLS,
  cellKind,
} from './strategy';

/**
 * By the feature's codes, each a group of its own: every code is read only once.
 *
 * @returns false, and leaves the cells empty, if all codes are equal
 */
export function fillByCodes(feature: u32): bool {
  const column = columnOf(feature);
  return isNarrow
    ? inline.always(fillOfKind(true, false, column, 0, 0))
    : inline.always(fillOfKind(false, false, column, 0, 0));
}

/** By the codes that were gathered: group g has the codes low + (g << shift) and up. */
export function fillByGroups(low: u32, shift: u32): void {
  inline.always(fillOfKind(false, true, nodeCodes.address(0), low, shift));
}

function fillOfKind(narrow: bool, areGathered: bool, column: usize, low: u32, shift: u32): bool {
  if (cellKind == VALUE_CELLS)
    return inline.always(fill(VALUE_CELLS, narrow, areGathered, column, low, shift));
  if (cellKind == TWO_CLASS_CELLS)
    return inline.always(fill(TWO_CLASS_CELLS, narrow, areGathered, column, low, shift));
  if (cellKind == VECTOR_CELLS)
    return inline.always(fill(VECTOR_CELLS, narrow, areGathered, column, low, shift));
  if (cellKind == VECTORS_CELLS)
    return inline.always(fill(VECTORS_CELLS, narrow, areGathered, column, low, shift));
  return inline.always(fill(WIDE_CELLS, narrow, areGathered, column, low, shift));
}

function fill(
  kind: u32,
  narrow: bool,
  areGathered: bool,
  column: usize,
  low: u32,
  shift: u32,
): bool {
  const bytes = bytesOfGroup(kind);
  const start = changetype<usize>(cells);
  const weighted = isWeighted;
  const code0 = areGathered ? 0 : codeAt(column, samples.rows[first], narrow);
  let different: u32 = 0;
  let code = column;
  let row = samples.rows.address(first);
  let pack = samples.packs.address(first);
  let weight = samples.weights.address(first);
  let deviation = samples.deviations.address(first);
  const end = samples.packs.address(first + size);
  for (; pack < end; pack += 4) {
    const group = areGathered
      ? (<u32>load<u16>(code) - low) >>> shift
      : codeAt(column, load<u32>(row), narrow);
    different |= group ^ code0;
    const added = countOf(load<u32>(pack));
    const klass = classOf(load<u32>(pack)); // 0 for values
    const cell = start + group * bytes;
    if (kind == VALUE_CELLS) {
      const sums = changetype<ValueCell>(cell);
      sums.sum += load<f64>(deviation);
      sums.count += added;
      if (weighted) sums.weight += load<f64>(weight);
      deviation += 8;
      weight += 8;
    } else if (kind == TWO_CLASS_CELLS) {
      store<u64>(cell, load<u64>(cell) + ((<u64>added) << (klass << 5)));
    } else if (kind == WIDE_CELLS) {
      const wide = cell + (klass << 2);
      store<u32>(wide, load<u32>(wide) + added);
    } else {
      const lane = cell + (klass << 1);
      store<u16>(lane, load<u16>(lane) + added);
    }
    if (areGathered) code += 2;
    else row += 4;
  }
  if (areGathered || different != 0) return true;
  memory.fill(start + code0 * bytes, 0, bytes);
  return false;
}
