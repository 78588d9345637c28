import { CATEGORICAL, LEAF, MISSING_LEFT } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { rankOf, rankTable } from './rank-table.ts';
import type { RankTable } from './rank-table.ts';

/**
 * What a row is turned into before the walk: one whole number, its key, for every slot. A slot is a feature
 * as one kind of split sees it; a feature has a slot for each kind of split that tests it.
 */
export interface RowKeys {
  /** The slots in use, at least one; a split names its slot by the index. */
  readonly slots: readonly Slot[];
  /** How far a rank is shifted to the left in a key and in a split's word: 2 ** shift >= slots. */
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

const SlotKind = {
  /** Numeric splits that send a missing value right: its rank is above all. */
  MissingRight: 0,
  /** Numeric splits that send a missing value left: its rank is 0. */
  MissingLeft: 1,
  /** Categorical splits: the level's index as it is, -1 for what is none. */
  Level: 2,
} as const;

/** The kind of the slot that a split with these flags reads. */
export function kindOf(flags: number): SlotKind {
  if ((flags & CATEGORICAL) !== 0) return SlotKind.Level;
  return (flags & MISSING_LEFT) !== 0 ? SlotKind.MissingLeft : SlotKind.MissingRight;
}

/** Cells a feature to remember thresholds in while they are gathered: 2 KiB. */
const MET_BITS = 8;
const MET_CELLS = 2 ** MET_BITS;

export function rowKeys(forest: Forest): RowKeys {
  const slotOf = new Int32Array(3 * forest.featureCount).fill(-1);
  const counts = countSplits(forest);
  const slots: Slot[] = [];
  counts.forEach((count, at) => {
    if (count === 0) return;
    slotOf[at] = slots.length;
    slots.push({ feature: Math.trunc(at / 3), kind: (at % 3) as SlotKind });
  });
  if (slots.length === 0) slots.push({ feature: 0, kind: SlotKind.MissingRight });
  return {
    slots,
    shift: 32 - Math.clz32(slots.length - 1),
    tables: gatherThresholds(forest, counts).map(rankTable),
    slotOf,
  };
}

/** The splits of each feature and kind, indexed like `slotOf`. */
function countSplits({ featureCount, feature, flags }: Forest): Uint32Array {
  const counts = new Uint32Array(3 * featureCount);
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    if (tested !== LEAF) counts[3 * tested + kindOf(flags[node]!)]!++;
  }
  return counts;
}

/**
 * The thresholds of each feature. Equal ones are common, and sorting them would take most of a forest's
 * compilation: each is remembered in one of a few cells, and left out when it is met there again.
 */
function gatherThresholds(forest: Forest, counts: Uint32Array): Float64Array[] {
  const { featureCount, feature, threshold, flags } = forest;
  const gathered = Array.from(
    { length: featureCount },
    (_, f) => new Float64Array(counts[3 * f]! + counts[3 * f + 1]!),
  );
  const filled = new Uint32Array(featureCount);
  const met = new Float64Array(featureCount * MET_CELLS).fill(NaN);
  for (let node = 0; node < feature.length; node++) {
    const tested = feature[node]!;
    if (tested === LEAF || (flags[node]! & CATEGORICAL) !== 0) continue;
    const value = threshold[node]!;
    const cell = tested * MET_CELLS + hash(value);
    if (met[cell] === value) continue;
    met[cell] = value;
    gathered[tested]![filled[tested]!++] = value;
  }
  return gathered.map((thresholds, f) => thresholds.subarray(0, filled[f]));
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** A cell from 0 to MET_CELLS - 1 for a number. */
function hash(value: number): number {
  double[0] = value;
  return Math.imul(halves[0]! ^ halves[1]!, 0x9e3779b1) >>> (32 - MET_BITS);
}

/**
 * Writes the keys of `count` rows, a slot at a time, so that its table stays in the cache.
 *
 * @param rows row-major; the first row starts at `start`, and rows are `features` numbers apart
 * @param keys receives the key of row i for slot s at s + (i << shift)
 */
export function writeKeys(
  { slots, tables, shift }: RowKeys,
  rows: Float64Array,
  start: number,
  features: number,
  count: number,
  keys: Int32Array,
): void {
  for (let slot = 0; slot < slots.length; slot++) {
    const { feature, kind } = slots[slot]!;
    const table = tables[feature]!;
    const missing = kind === SlotKind.MissingLeft ? 0 : table.thresholds.length << shift;
    for (let i = 0; i < count; i++) {
      const value = rows[start + i * features + feature]!;
      keys[slot + (i << shift)] =
        kind === SlotKind.Level
          ? levelOf(value)
          : Number.isNaN(value)
            ? missing
            : rankOf(table, value) << shift;
    }
  }
}

/** The level that a value is the index of, -1 if it is none below 2 ** 31. */
function levelOf(value: number): number {
  const level = value >>> 0;
  return level === value && level < 2 ** 31 ? level : -1;
}
