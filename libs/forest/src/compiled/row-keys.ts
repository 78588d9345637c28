import { CATEGORICAL, LEAF, MISSING_LEFT } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { rankOf } from './rank-table.ts';
import type { RankTable } from './rank-table.ts';

/**
 * The form of a row that walks read: one whole number, its key, for every slot. A slot is a feature
 * as one kind of split sees it; a feature has a slot for each kind of split that tests it.
 */
export interface RowKeys {
  /** The slots in use, at least one; a split names its slot by the index. */
  readonly slots: readonly Slot[];
  /** The keys of a row take 2 ** shift words, which is at least as many as there are slots. */
  readonly shift: number;
  /** featureCount tables; that of a feature without numeric splits is empty. */
  readonly tables: readonly RankTable[];
  /** Length 3 * featureCount: the index in `slots` of feature f and kind k is slotOf[3 * f + k]. */
  readonly slotOf: Int32Array;
}

interface Slot {
  readonly feature: number;
  readonly kind: SlotKind;
}

type SlotKind = (typeof SlotKind)[keyof typeof SlotKind];

/** In this order: the keys of a feature's numeric kinds stand side by side. */
const SlotKind = {
  /** Numeric splits that send a missing value right: its rank is above all. */
  MissingRight: 0,
  /** Numeric splits that send a missing value left: its rank is 0. */
  MissingLeft: 1,
  /** Categorical splits: the level's index as it is, -1 if the value is not a level. */
  Level: 2,
} as const;

/**
 * How far a rank is shifted to the left in a key and in a split's word: below it, the word has the place of the
 * slot among the row's keys, in bytes.
 */
export function rankShift({ shift }: RowKeys): number {
  return shift + 2;
}

/** The kind of the slot that a split with these flags reads. */
export function kindOf(flags: number): SlotKind {
  if ((flags & CATEGORICAL) !== 0) return SlotKind.Level;
  return (flags & MISSING_LEFT) !== 0 ? SlotKind.MissingLeft : SlotKind.MissingRight;
}

/** @param tables the ranks of each of the forest's features */
export function rowKeys(forest: Forest, tables: readonly RankTable[]): RowKeys {
  const slotOf = new Int32Array(3 * forest.featureCount).fill(-1);
  const slots: Slot[] = [];
  usedKinds(forest, tables).forEach((isUsed, at) => {
    if (isUsed === 0) return;
    slotOf[at] = slots.length;
    slots.push({ feature: Math.trunc(at / 3), kind: (at % 3) as SlotKind });
  });
  if (slots.length === 0) slots.push({ feature: 0, kind: SlotKind.MissingRight });
  return { slots, shift: 32 - Math.clz32(slots.length - 1), tables, slotOf };
}

/**
 * 1 for each feature and kind that a split has or, if that was found without reading the nodes, may have.
 * Indexed like `slotOf`.
 */
function usedKinds({ feature, flags }: Forest, tables: readonly RankTable[]): Uint8Array {
  const used = new Uint8Array(3 * tables.length);
  if (flags.includes(CATEGORICAL) || flags.includes(CATEGORICAL | MISSING_LEFT)) {
    for (let node = 0; node < feature.length; node++) {
      const tested = feature[node]!;
      if (tested !== LEAF) used[3 * tested + kindOf(flags[node]!)] = 1;
    }
    return used;
  }
  const kinds = flags.includes(MISSING_LEFT) ? 2 : 1;
  tables.forEach(({ thresholds }, f) => {
    if (thresholds.length > 0) used.fill(1, 3 * f, 3 * f + kinds);
  });
  return used;
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
  const { slots, tables, shift } = rowKeys;
  const toRank = rankShift(rowKeys);
  const end = count << shift;
  let before = -1;
  for (let slot = 0; slot < slots.length; slot++) {
    const { feature, kind } = slots[slot]!;
    let from = start + feature;
    if (kind === SlotKind.Level) {
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        keys[at] = levelOf(rows[from]!);
      }
    } else if (feature === before) {
      // The previous slot belongs to the same feature: its rank is known, and only a missing value differs.
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        keys[at] = Number.isNaN(rows[from]!) ? 0 : keys[at - 1]!;
      }
    } else {
      const table = tables[feature]!;
      const missing = kind === SlotKind.MissingLeft ? 0 : table.thresholds.length;
      for (let at = slot; at < end; at += 1 << shift, from += features) {
        const value = rows[from]!;
        keys[at] = (Number.isNaN(value) ? missing : rankOf(table, value)) << toRank;
      }
      before = feature;
    }
  }
}

/** The level whose index the value is, or -1 if it is not an index below 2 ** 31. */
function levelOf(value: number): number {
  const level = value >>> 0;
  return level === value && level < 2 ** 31 ? level : -1;
}
