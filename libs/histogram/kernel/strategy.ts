/**
 * The one place that decides how nodes are searched: once a problem what is added up, once a node where.
 * Every way finds the same split, to the bit; they differ in time.
 */
import { classCount, exactSamples, isEntropy, isRandom, isWeighted, maxBins } from './problem';

// What is added up of a side of a split.
/** Regression: f64 sums of deviations. */
export const VALUES: u32 = 0;
/** Whole numbers, in registers. */
export const TWO_CLASSES: u32 = 1;
/** Whole numbers of any number of classes. */
export const CLASSES: u32 = 2;
/** f64 sums for each class: rows have weights, or entropy is the impurity. */
export const CLASS_SUMS: u32 = 3;

// What a cell is: see cells.ts.
const NO_CELLS: u32 = 0;
export const VALUE_CELLS: u32 = 1;
export const TWO_CLASS_CELLS: u32 = 2;
export const VECTOR_CELLS: u32 = 3;
export const VECTORS_CELLS: u32 = 4;
export const WIDE_CELLS: u32 = 5;

export let statistic: u32 = 0;
export let cellKind: u32 = NO_CELLS;
/** Up to this many groups, adding up cells costs less than sorting the node's samples. */
export let mostGroups: u32 = 0;
/** Up to this many groups, so does sorting packs by counting. */
export let mostPackGroups: u32 = 0;
/** Features of up to this many codes are added up as they are read, each code a group. */
export let mostDirectCodes: u32 = 0;
/** Whether features without missing values are sorted by `rankFew`. */
export let isFew: bool = false;

/** Room for all cells. */
export const CELL_BYTES: u32 = 24 * 65_536;
/** Up to this many keys are sorted by `rankFew`. */
const FEW_KEYS: u32 = 48;
/** So that sums of products of two counts stay below 2^31. */
const LANE_SAMPLES: u32 = 32_768;
/** Codes are below 65,535. */
const MAX_GROUPS: u32 = 65_535;
const PACK_GROUPS_PER_SAMPLE: u32 = 4;

/** Classes in whole numbers, measured by gini: scores are exact and depend on no order. */
export function isCounted(): bool {
  return statistic == TWO_CLASSES || statistic == CLASSES;
}

/** Vectors of eight classes. */
export function vectorsOfClasses(): u32 {
  return (classCount + 7) >>> 3;
}

export function chooseStatistic(): void {
  if (classCount == 0) statistic = VALUES;
  else if (isWeighted || isEntropy) statistic = CLASS_SUMS;
  else statistic = classCount == 2 ? TWO_CLASSES : CLASSES;
}

/**
 * @param size samples of the node
 * @param total the same, counted as often as the bag holds them
 */
export function chooseCells(size: u32, total: u32): void {
  if (statistic == VALUES) choose(VALUE_CELLS, size);
  else if (statistic == TWO_CLASSES) choose(TWO_CLASS_CELLS, 2 * size);
  else if (statistic == CLASS_SUMS) choose(NO_CELLS, 0);
  else if (total >= LANE_SAMPLES) choose(WIDE_CELLS, min(size, CELL_BYTES >>> 2) / classCount);
  else if (classCount <= 8) choose(VECTOR_CELLS, size);
  else {
    const vectors = vectorsOfClasses();
    choose(VECTORS_CELLS, min((2 * size) / (vectors + 1), (CELL_BYTES >>> 4) / vectors));
  }
  mostPackGroups = isCounted() ? PACK_GROUPS_PER_SAMPLE * size : 0;
  const isExact = size <= exactSamples;
  mostDirectCodes = isRandom ? 0 : isExact ? mostGroups : min(mostGroups, maxBins);
  isFew = size <= FEW_KEYS && isExact && !isRandom;
}

function choose(kind: u32, groups: u32): void {
  cellKind = kind;
  mostGroups = min(groups, MAX_GROUPS);
}
