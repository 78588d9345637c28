import { CATEGORICAL, LARGEST_ZERO, MISSING_LEFT, ZERO_MISSING } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { testedFeature } from '../node-codes.ts';
import type { NodeCodes } from '../node-codes.ts';
import { codeOf, levelCodes } from './level-codes.ts';
import type { CategoricalSplits, LevelCodes } from './level-codes.ts';
import { rankOf } from './rank-table.ts';
import type { RankTable } from './rank-table.ts';
import { KINDS, OF_LEVEL, OF_ZERO, TO_LEFT } from './slot-kinds.ts';
import type { SlotKind } from './slot-kinds.ts';

/**
 * The form of a row that walks read: one whole number, its key, for every slot. A slot is a feature
 * as one kind of split sees it; a feature has a slot for each kind of split that tests it.
 */
export interface RowKeys {
  /** The slots in use, at least one: KINDS * feature + kind. A split names its slot by the index. */
  readonly slots: readonly number[];
  /** The keys of a row take 2 ** shift words, which is at least as many as there are slots. */
  readonly shift: number;
  /** featureCount tables; that of a feature without numeric splits is empty. */
  readonly tables: readonly RankTable[];
  /** The codes of features that categorical splits test, and no entries for the others. */
  readonly levels: readonly LevelCodes[];
  /** Length KINDS * featureCount: the index in `slots` of slot s is slotOf[s], if that is in use. */
  readonly slotOf: Int32Array;
}

/** What no number's magnitude is below. */
const NO_ZERO = -1;

/**
 * How far a rank is shifted to the left in a key and in a split's word: below it, the word has the place of the
 * slot among the row's keys, in bytes.
 */
export function rankShift({ shift }: RowKeys): number {
  return shift + 2;
}

/** The kind of the slot that a split with these flags, or this test, reads. */
export function kindOf(flags: number): SlotKind {
  if ((flags & CATEGORICAL) !== 0) return OF_LEVEL;
  return (flags & MISSING_LEFT ? TO_LEFT : 0) | (flags & ZERO_MISSING ? OF_ZERO : 0);
}

/** @param tables the ranks of each of the forest's features */
export function rowKeys(
  forest: Forest,
  { used }: NodeCodes,
  tables: readonly RankTable[],
  splits: CategoricalSplits,
): RowKeys {
  const slotOf = new Int32Array(KINDS * forest.featureCount);
  used.forEach((isUsed, test) => {
    if (isUsed > 0) slotOf[KINDS * testedFeature(test) + kindOf(test)] = 1;
  });
  const slots: number[] = [];
  slotOf.forEach((isUsed, slot) => {
    if (isUsed > 0) slotOf[slot] = slots.push(slot) - 1;
  });
  if (slots.length === 0) slots.push(0);
  const levels = levelCodes(forest, splits);
  return { slots, shift: 32 - Math.clz32(slots.length - 1), tables, levels, slotOf };
}

/**
 * Writes the keys of `count` rows, a slot at a time, so that its table stays in the cache.
 *
 * @param rows row-major; the first row starts at `start`, and rows are `features` numbers apart
 * @param keys receives the key of row i for slot s at s + (i << shift)
 */
export function writeKeys(
  rowKeys: RowKeys,
  rows: Float64Array,
  start: number,
  features: number,
  count: number,
  keys: Int32Array,
): void {
  const { slots, tables, levels, shift } = rowKeys;
  const toRank = rankShift(rowKeys);
  const end = count << shift;
  let before = -1;
  for (let slot = 0; slot < slots.length; slot++) {
    const kind = slots[slot]! % KINDS;
    const feature = (slots[slot]! - kind) / KINDS;
    let from = start + feature;
    if (kind === OF_LEVEL) {
      const codes = levels[feature]!;
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        keys[at] = codeOf(codes, rows[from]!) << toRank;
      }
      continue;
    }
    const table = tables[feature]!;
    const missing = kind & TO_LEFT ? 0 : table.thresholds.length << toRank;
    const zero = kind & OF_ZERO ? LARGEST_ZERO : NO_ZERO;
    if (feature === before) {
      // The previous slot belongs to the same feature: its rank is known, and only a missing value differs.
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        keys[at] = Math.abs(rows[from]!) > zero ? keys[at - 1]! : missing;
      }
    } else {
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        const value = rows[from]!;
        keys[at] = Math.abs(value) > zero ? rankOf(table, value) << toRank : missing;
      }
      before = feature;
    }
  }
}
