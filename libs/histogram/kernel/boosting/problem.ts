/** What the host says: numbers, which it sets by name before `layOut`, and arrays, which it fills after it. */
import { reserve } from '../memory';
import { nowhere } from '../numbers';

/** Rows of the fit: those that are trained on, then those held out. */
export let rowCount: u32 = 0;
export let trainedCount: u32 = 0;
export let featureCount: u32 = 0;
export let groupCount: u32 = 0;
/** Bins of all features, those of missing values included. */
export let cellCount: u32 = 0;
/** Of all features' columns. */
export let columnBytes: u32 = 0;
/** The most threads, and which of them this is. */
export let threadCount: u32 = 0;
export let thread: u32 = 0;
/** Whether each thread grows trees of its own, instead of its part of every tree. */
export let isApart: bool = false;
/** The threads that grow a tree together, and which of them this is. */
export let memberCount: u32 = 0;
export let member: u32 = 0;
/** One of abi.ts. */
export let loss: u32 = 0;
export let outputCount: u32 = 0;
/** Of the quantile loss. */
export let quantile: f64 = 0;
/** Whether hessians differ from row to row; otherwise all are 1. */
export let hasHessians: bool = false;
export let isWeighted: bool = false;
/** Whether trees are grown on some of the rows, which the host lists for each round. */
export let isSampled: bool = false;
/** Words of the largest category set. */
export let setWords: u32 = 0;
/** Nodes of the largest tree, and those of them whose sums are kept at a time. */
export let maxNodes: u32 = 0;
export let slotCount: u32 = 0;
/** The largest step of a leaf: Infinity, or that of the loss. */
export let maxStep: f64 = 0;

// The limits; see src/boosting/boosting.ts.
export let maxLeaves: u32 = 0;
export let maxDepth: u32 = 0;
export let minSamplesLeaf: u32 = 0;
export let minChildWeight: f64 = 0;
export let l2: f64 = 0;
export let categoryL2: f64 = 0;
export let categorySmoothing: f64 = 0;
export let minSamplesLevel: u32 = 0;
export let maxLevelsLeft: u32 = 0;
export let minGain: f64 = 0;

/**
 * [rowCount][featureCount]: a row's bins, group by group. Of a narrow feature, where the bin's cell starts in its group's,
 * in bytes; of a wide one, the bin.
 */
export let places = nowhere<u16>();
/** [featureCount][rowCount]: each feature's bins, in 8 bits or, from the `columnStart` of a wide one, in 16. */
export let columns = nowhere<u8>();
/** [featureCount]: in bytes. */
export let columnStart = nowhere<u32>();
/** [groupCount + 1]: where each group's features start in `groupFeatures`. */
export let groupStart = nowhere<u32>();
/** [featureCount]: the features, group by group. */
export let groupFeatures = nowhere<u32>();
/** [featureCount]: whether it has more than NARROW_BINS bins. Features of a group are all wide, or all narrow. */
export let isWide = nowhere<u8>();
/** [featureCount]: bins, the last of which is that of missing values, and where they start in a node's cells. */
export let binCount = nowhere<u32>();
export let cellStart = nowhere<u32>();
/** [featureCount] */
export let isCategorical = nowhere<u8>();
export let monotonic = nowhere<i8>();
/** [featureCount]: whether this tree's splits may be of it; written for each tree. */
export let isDrawn = nowhere<u8>();
/** [rowCount]: a quantity, or a class. */
export let targets = nowhere<f64>();
/** [rowCount], if isWeighted. */
export let weights = nowhere<f64>();
/** [outputCount][rowCount] */
export let scores = nowhere<f64>();
/** [trainedCount], if isSampled: the `sampleCount` rows that a round's trees are grown on, then the others. */
export let samples = nowhere<u32>();
/** [1] */
export let sampleCount = nowhere<u32>();

export function layOut(): void {
  memberCount = isApart ? 1 : threadCount;
  member = isApart ? 0 : thread;
  places = reserve<u16>(featureCount * rowCount);
  columns = reserve<u8>(columnBytes);
  columnStart = reserve<u32>(featureCount);
  groupStart = reserve<u32>(groupCount + 1);
  groupFeatures = reserve<u32>(featureCount);
  isWide = reserve<u8>(featureCount);
  binCount = reserve<u32>(featureCount);
  cellStart = reserve<u32>(featureCount);
  isCategorical = reserve<u8>(featureCount);
  monotonic = reserve<i8>(featureCount);
  targets = reserve<f64>(rowCount);
  weights = reserve<f64>(isWeighted ? rowCount : 0);
  scores = reserve<f64>(outputCount * rowCount);
  samples = reserve<u32>(isSampled ? trainedCount : 0);
  sampleCount = reserve<u32>(1);
}

export function layOutTree(): void {
  isDrawn = reserve<u8>(featureCount);
}

/** From a row's places to the next row's. */
export function bytesOfRow(): usize {
  return (<usize>featureCount) << 1;
}

export function binOf(feature: u32, row: u32): u32 {
  const column = columns.address(columnStart[feature]);
  return isWide[feature]
    ? <u32>load<u16>(column + ((<usize>row) << 1))
    : <u32>load<u8>(column + row);
}
