import { MISSING_LEFT, UNSEEN_APART } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { testedFeature } from '../node-codes.ts';
import type { NodeCodes } from '../node-codes.ts';

/**
 * The codes of a categorical feature's levels: what makes a categorical split a few comparisons. A split sends
 * some levels to the left; in the order of the codes, these form runs, and each end of a run is a threshold. Levels
 * that go left at many splits have small codes, so that there are few runs.
 */
export interface LevelCodes {
  /** L: levels that a set of the feature may have a bit for. */
  readonly levels: number;
  /** Length L + 2: the code of each level, then that of an unseen one and that of a missing value. */
  readonly codes: Int32Array;
}

/** Splits that ask the same. */
interface CategoricalSplit {
  readonly feature: number;
  /** The flags are the lowest bits; others may be set. */
  readonly flags: number;
  readonly set: number;
  /** How many there are. */
  count: number;
}

/** The categorical splits of a forest: many ask the same, for a feature of few levels has few sets. */
export interface CategoricalSplits {
  readonly distinct: readonly CategoricalSplit[];
  /** Of each split, in the order of the nodes, the one of `distinct`. */
  readonly places: readonly number[];
}

export function categoricalSplits(
  { categorySetStart: { length: sets } }: Forest,
  { tests, codes, categorical }: NodeCodes,
): CategoricalSplits {
  const distinct: CategoricalSplit[] = [];
  const placeOf = new Map<number, number>();
  const places = categorical.map((node) => {
    const flags = tests[node]!;
    const set = codes[node]!;
    const key = flags * sets + set;
    let place = placeOf.get(key);
    if (place === undefined) {
      place = distinct.push({ feature: testedFeature(flags), flags, set, count: 0 }) - 1;
      placeOf.set(key, place);
    }
    distinct[place]!.count++;
    return place;
  });
  return { distinct, places };
}

/** @returns for each feature its codes; there is no entry for one that no categorical split tests */
export function levelCodes(forest: Forest, { distinct }: CategoricalSplits): LevelCodes[] {
  const levels: number[] = [];
  for (const { feature, set } of distinct) {
    levels[feature] = Math.max(levels[feature] ?? 0, levelsOfSet(forest, set));
  }
  const lefts = levels.map((count) => new Int32Array(count + 2));
  for (const split of distinct) {
    const counts = lefts[split.feature]!;
    for (let item = 0; item < counts.length; item++) {
      counts[item]! += split.count * itemGoesLeft(forest, split, item, counts.length - 2);
    }
  }
  return lefts.map((counts) => ({ levels: counts.length - 2, codes: rankItems(counts) }));
}

/** Codes by descending count; of equal counts, in the order of the items. */
function rankItems(counts: Int32Array): Int32Array {
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const codes = new Int32Array(counts.length);
  order.forEach((item, code) => {
    codes[item] = code;
  });
  return codes;
}

/**
 * A categorical split as comparisons of codes.
 *
 * @returns whether code 0 goes left (1) or right (0), and the last code of each run but the last one, ascending: from
 *   run to run the sides change
 */
export function runsOf(
  forest: Forest,
  split: CategoricalSplit,
  { levels, codes }: LevelCodes,
): { first: number; ends: number[] } {
  const sides = new Uint8Array(codes.length);
  for (let item = 0; item < codes.length; item++) {
    sides[codes[item]!] = itemGoesLeft(forest, split, item, levels);
  }
  const ends: number[] = [];
  for (let code = 1; code < sides.length; code++) {
    if (sides[code] !== sides[code - 1]) ends.push(code - 1);
  }
  return { first: sides[0]!, ends };
}

/** The code of a feature's value. */
export function codeOf({ levels, codes }: LevelCodes, value: number): number {
  const level = value >>> 0;
  if (level === value && level < levels) return codes[level]!;
  return codes[Number.isNaN(value) ? levels + 1 : levels]!;
}

function levelsOfSet({ categorySetStart: start }: Forest, set: number): number {
  return (start[set + 1]! - start[set]!) * 32;
}

/** 1 if a split sends a level, an unseen one (item `levels`) or a missing value (the item after it) left, else 0. */
function itemGoesLeft(
  forest: Forest,
  { flags, set }: CategoricalSplit,
  item: number,
  levels: number,
): number {
  const missing = flags & MISSING_LEFT;
  if (item === levels + 1) return missing;
  if (item >= levelsOfSet(forest, set)) return (flags & UNSEEN_APART) === 0 ? missing : 1 - missing;
  const word = forest.categorySetBits[forest.categorySetStart[set]! + (item >>> 5)]!;
  return (word >>> (item & 31)) & 1;
}
