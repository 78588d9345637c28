/**
 * All state of the kernel: numbers of the problem and the addresses of its arrays. Memory is laid out
 * once for a problem (`layOutProblem`) and once for the largest bag (`layOutBag`); nothing is allocated while
 * a tree grows, except for category sets, which come last and may grow the memory.
 *
 * `T[n] at address` below means n values of type T one after the other.
 */

// The problem.
export let rowCount: u32 = 0;
export let featureCount: u32 = 0;
/** 0 in regression. */
export let classCount: u32 = 0;
export let isWeighted: bool = false;
export let isEntropy: bool = false;
export let isRandom: bool = false;
export let maxDepth: u32 = 0;
export let minSamplesSplit: u32 = 0;
export let minSamplesLeaf: u32 = 0;
export let minImpurityDecrease: f64 = 0;
export let maxLeafNodes: u32 = 0;
export let featuresPerSplit: u32 = 0;
export let maxBins: u32 = 0;
export let exactSamples: u32 = 0;

/** u16[featureCount][rowCount] */
export let codes: usize = 0;
/** u32[featureCount]: codes of each feature, which is also its missing code. */
export let codeCounts: usize = 0;
/** u8[featureCount]: FEATURE_CATEGORICAL and FEATURE_HAS_MISSING bits. */
export let featureKinds: usize = 0;
/** u32[rowCount] classes, or f64[rowCount] values. */
export let targets: usize = 0;
/** f64[rowCount], if isWeighted. */
export let rowWeights: usize = 0;
/** u32[fitRowCount]: the rows that a bootstrap is drawn from; 0 if they are all rows of the table, in order. */
export let fitRows: usize = 0;
export let fitRowCount: u32 = 0;
/** u16[rowCount]: how often each was drawn (all 0 between uses). */
export let rowCounts: usize = 0;
/** u32[featureCount]: the start of each feature's maxima, if isRandom. */
export let maximaStart: usize = 0;
/** f64[]: the largest value of each code, if isRandom. */
export let maxima: usize = 0;

export const FEATURE_CATEGORICAL: u8 = 1;
export const FEATURE_HAS_MISSING: u8 = 2;

// The bag: one entry a sample, reordered as nodes are split, each node's a contiguous range in row order.
let sampleCapacity: u32 = 0;
/** u32[] and a spare of each for partitioning. */
export let sampleRows: usize = 0;
export let spareRows: usize = 0;
/** u32[]: class << 16 | count. */
export let samplePacks: usize = 0;
export let sparePacks: usize = 0;
/** f64[]: count times row weight, if isWeighted. */
export let sampleWeights: usize = 0;
export let spareWeights: usize = 0;
/** f64[]: the target, in regression. */
export let sampleValues: usize = 0;
export let spareValues: usize = 0;
/** f64[]: weight times deviation from the node's mean, in regression. */
export let deviations: usize = 0;

// Work on one feature of one node.
/** u16[samples] */
export let nodeCodes: usize = 0;
/** The most bytes of the copied codes of a subtree: about half of a processor's L2 cache. */
export const LOCAL_BYTES: u32 = 1 << 18;
/** u16[featureCount][samples] of a subtree; see columns.ts. */
export let localCodes: usize = 0;
/** u64[samples], twice: group << 32 | sample or pack. */
export let keys: usize = 0;
export let spareKeys: usize = 0;
/** u32[samples]: the node's samples without a value. */
export let missingSamples: usize = 0;
/** u32[FEW_KEYS] each: a few keys, and the rank of each. */
export let fewKeys: usize = 0;
export let fewRanks: usize = 0;
/** Cells of any type, all 0 between uses. */
export let cells: usize = 0;
/** Room for FEW_KEYS of sort.ts. */
const FEW_BYTES: usize = 256;
export const CELL_BYTES: usize = 24 * 65_536;

// Work on one node.
/** u32[classCount, rounded up to a multiple of 8]: whole counts (0 between nodes). */
export let nodeCounts: usize = 0;
/** u32[classCount], 0 between scans. */
export let leftCounts: usize = 0;
/** u16[classCount] twice, each rounded up to a multiple of 8. */
export let leftLanes: usize = 0;
/** f64[classCount] each: sums that are not whole. */
export let nodeSums: usize = 0;
export let leftSums: usize = 0;
export let rightSums: usize = 0;
/** f64[]: entropy's terms of whole counts, if isEntropy and not isWeighted. */
export let terms: usize = 0;

// Levels of a categorical feature.
export let maxLevels: u32 = 0;
/** u32[maxLevels + 1]: 1 + a level's index in the lists below, or 0 (all 0 between uses). */
export let levelPlace: usize = 0;
/** One entry for each level of the node: u32 codes, f64 weights, f64[classCount or 1] sums, f64 answers. */
export let levelCodes: usize = 0;
export let levelWeights: usize = 0;
export let levelSums: usize = 0;
export let levelAnswers: usize = 0;
/** u32[]: the indices in ascending order of their answers, and the inverse. */
export let levelOrder: usize = 0;
export let levelRank: usize = 0;
/** u32[ceil(maxLevels / 32)]: levels that go left in the best split so far; levels seen on the right. */
export let bestLevels: usize = 0;
export let rightLevels: usize = 0;

// Drawing features.
/** u32[featureCount] */
export let featureOrder: usize = 0;
/** u8[featureCount] and u32[featureCount]: features constant in the whole subtree. */
export let isConstant: usize = 0;
export let constants: usize = 0;

// The tree.
let nodeCapacity: u32 = 0;
export let nodeFeature: usize = 0;
export let nodeFlags: usize = 0;
export let nodeCut: usize = 0;
export let nodeAbove: usize = 0;
export let nodeNext: usize = 0;
/** f64[nodes]: the answers of leaves in regression: entry `nodeNext` of each, in the order of growth (depth-first) or of nodes. */
export let nodeAnswer: usize = 0;
/** f64[featureCount] */
export let importances: usize = 0;
/** Depth-first: u32[5] for each pending node. */
export let stack: usize = 0;
/** Best-first: u32[4] and f64 for each node, and the heap u32[]. */
export let nodeLeft: usize = 0;
export let nodePlace: usize = 0;
export let nodeGain: usize = 0;
export let heap: usize = 0;
/** u32[], grows as needed. */
export let setBits: usize = 0;

let bagStart: usize = 0;
let top: usize = 0;

function reserve(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 15) & ~(<usize>15);
  return at;
}

/** Grows the memory to reach `end`. */
export function growMemory(end: usize): void {
  const pages = <i32>((end + 0xffff) >>> 16);
  if (pages > memory.size()) {
    if (memory.grow(pages - memory.size()) < 0) unreachable();
  }
}

/**
 * @param maximaCount codes of all features, if `random`
 * @param drawnRows rows of the fit, if bootstraps are drawn here; otherwise 0
 * @param areListed whether they are written to `fitRows`
 */
export function layOutProblem(
  rows: u32,
  features: u32,
  classes: u32,
  weighted: bool,
  entropy: bool,
  random: bool,
  levels: u32,
  maximaCount: u32,
  drawnRows: u32,
  areListed: bool,
): void {
  rowCount = rows;
  featureCount = features;
  classCount = classes;
  isWeighted = weighted;
  isEntropy = entropy;
  isRandom = random;
  maxLevels = levels;
  top = (__heap_base + 15) & ~(<usize>15);
  codes = reserve((<usize>rows * features) << 1);
  codeCounts = reserve((<usize>features) << 2);
  featureKinds = reserve(features);
  targets = reserve((<usize>rows) << (classes > 0 ? 2 : 3));
  rowWeights = reserve(weighted ? (<usize>rows) << 3 : 0);
  fitRowCount = drawnRows;
  fitRows = areListed ? reserve((<usize>drawnRows) << 2) : 0;
  rowCounts = reserve(drawnRows > 0 ? (<usize>rows) << 1 : 0);
  maximaStart = reserve(random ? (<usize>features) << 2 : 0);
  maxima = reserve((<usize>maximaCount) << 3);
  const lanes = (<usize>classes + 7) & ~(<usize>7);
  nodeCounts = reserve(lanes << 2);
  leftLanes = reserve(lanes << 2);
  leftCounts = reserve((<usize>classes) << 2);
  nodeSums = reserve((<usize>classes) << 3);
  leftSums = reserve((<usize>classes) << 3);
  rightSums = reserve((<usize>classes) << 3);
  levelPlace = reserve((<usize>levels + 1) << 2);
  bestLevels = reserve(((<usize>levels + 31) >>> 5) << 2);
  rightLevels = reserve(((<usize>levels + 31) >>> 5) << 2);
  featureOrder = reserve((<usize>features) << 2);
  isConstant = reserve(features);
  constants = reserve((<usize>features) << 2);
  importances = reserve((<usize>features) << 3);
  cells = reserve(CELL_BYTES);
  localCodes = reserve(LOCAL_BYTES);
  fewKeys = reserve(FEW_BYTES);
  fewRanks = reserve(FEW_BYTES);
  bagStart = top;
  sampleCapacity = 0;
  growMemory(top);
}

export function setLimits(
  depth: u32,
  samplesSplit: u32,
  samplesLeaf: u32,
  impurityDecrease: f64,
  leafNodes: u32,
  drawn: u32,
  bins: u32,
  exact: u32,
): void {
  maxDepth = depth;
  minSamplesSplit = samplesSplit;
  minSamplesLeaf = samplesLeaf;
  minImpurityDecrease = impurityDecrease;
  maxLeafNodes = leafNodes;
  featuresPerSplit = drawn;
  maxBins = bins;
  exactSamples = exact;
}

/**
 * @param samples distinct rows in the largest bag
 * @param total samples counted as often as the bag holds them
 */
export function layOutBag(samples: u32, total: u32): void {
  const size = <usize>samples + 1; // one more: see `gather`
  const isRegression = classCount == 0;
  top = bagStart;
  sampleCapacity = samples;
  sampleRows = reserve(size << 2);
  spareRows = reserve(size << 2);
  samplePacks = reserve(size << 2);
  sparePacks = reserve(size << 2);
  sampleWeights = reserve(isWeighted ? size << 3 : 0);
  spareWeights = reserve(isWeighted ? size << 3 : 0);
  sampleValues = reserve(isRegression ? size << 3 : 0);
  spareValues = reserve(isRegression ? size << 3 : 0);
  deviations = reserve(isRegression ? size << 3 : 0);
  nodeCodes = reserve(size << 1);
  keys = reserve(size << 3);
  spareKeys = reserve(size << 3);
  missingSamples = reserve(size << 2);
  terms = reserve(isEntropy && !isWeighted ? (<usize>total + 1) << 3 : 0);

  const levels: usize = maxLevels > 0 ? min<usize>(size, <usize>maxLevels + 1) : 0;
  levelCodes = reserve(levels << 2);
  levelWeights = reserve(levels << 3);
  levelSums = reserve((levels * max<usize>(1, classCount)) << 3);
  levelAnswers = reserve(levels << 3);
  levelOrder = reserve(levels << 2);
  levelRank = reserve(levels << 2);

  const isBestFirst = maxLeafNodes != u32.MAX_VALUE;
  const leaves = isBestFirst ? min<usize>(size, maxLeafNodes) : size;
  const nodes: usize = 2 * leaves;
  nodeCapacity = <u32>nodes;
  nodeFeature = reserve(nodes << 2);
  nodeFlags = reserve(nodes);
  nodeCut = reserve(nodes << 2);
  nodeAbove = reserve(nodes << 1);
  nodeNext = reserve(nodes << 2);
  nodeAnswer = reserve(isRegression ? nodes << 3 : 0);
  stack = reserve(isBestFirst ? 0 : (size + 2) * 20);
  nodeLeft = reserve(isBestFirst ? nodes << 2 : 0);
  nodePlace = reserve(isBestFirst ? nodes << 4 : 0);
  nodeGain = reserve(isBestFirst ? nodes << 3 : 0);
  heap = reserve(isBestFirst ? nodes << 2 : 0);
  setBits = top;
  growMemory(top);
}
