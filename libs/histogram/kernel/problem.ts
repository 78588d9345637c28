/** What the host says: numbers, which it sets by name before `layOutProblem`, and arrays, which it fills after it. */
import { FEATURE_CATEGORICAL, FEATURE_HAS_MISSING } from './abi';
import { reserve } from './memory';
import { nowhere } from './numbers';

export let rowCount: u32 = 0;
export let featureCount: u32 = 0;
/** 0 in regression. */
export let classCount: u32 = 0;
export let isWeighted: bool = false;
export let isEntropy: bool = false;
export let isRandom: bool = false;
/** Codes of the categorical feature that has the most. */
export let maxLevels: u32 = 0;
/** Codes of all numeric features, if isRandom. */
export let maximaCount: u32 = 0;
/** Of all codes. */
export let codeBytes: u32 = 0;
/** Rows that a bootstrap is drawn from, if bootstraps are drawn here; otherwise 0. */
export let fitRowCount: u32 = 0;
/** Whether they are listed in `fitRows`; otherwise they are all rows, in order. */
export let areRowsListed: bool = false;

// The limits; see src/growth.ts.
export let maxDepth: u32 = 0;
export let minSamplesSplit: u32 = 0;
export let minSamplesLeaf: u32 = 0;
export let minImpurityDecrease: f64 = 0;
export let maxLeafNodes: u32 = 0;
export let featuresPerSplit: u32 = 0;
export let maxBins: u32 = 0;
export let exactSamples: u32 = 0;

/** [featureCount][rowCount]: each feature's codes, in 8 bits or, of a wide one, in 16. */
export let codes = nowhere<u8>();
/** [featureCount]: where each feature's codes start, in bytes. */
export let codeStarts = nowhere<u32>();
/** [featureCount]: codes of each feature, which is also its missing code. */
export let codeCounts = nowhere<u32>();
/** [featureCount]: bits of abi.ts. */
export let featureKinds = nowhere<u8>();
/** [rowCount] of one of the two: classes, or the values of a quantity. */
export let classes = nowhere<u16>();
export let values = nowhere<f64>();
/** [rowCount], if isWeighted. */
export let rowWeights = nowhere<f64>();
/** [fitRowCount], if areRowsListed. */
export let fitRows = nowhere<u32>();
/** [featureCount]: the start of each feature's maxima, if isRandom. */
export let maximaStart = nowhere<u32>();
/** [maximaCount]: the largest value of each code. */
export let maxima = nowhere<f64>();

export function layOut(): void {
  codes = reserve<u8>(codeBytes);
  codeStarts = reserve<u32>(featureCount);
  codeCounts = reserve<u32>(featureCount);
  featureKinds = reserve<u8>(featureCount);
  classes = reserve<u16>(classCount > 0 ? rowCount : 0);
  values = reserve<f64>(classCount > 0 ? 0 : rowCount);
  rowWeights = reserve<f64>(isWeighted ? rowCount : 0);
  fitRows = reserve<u32>(areRowsListed ? fitRowCount : 0);
  maximaStart = reserve<u32>(isRandom ? featureCount : 0);
  maxima = reserve<f64>(maximaCount);
}

export function isCategorical(feature: u32): bool {
  return (featureKinds[feature] & (FEATURE_CATEGORICAL as u8)) != 0;
}

/** Whether its codes, with the one for missing, take more than 8 bits. */
export function isWide(feature: u32): bool {
  return codeCounts[feature] > 0xff;
}

export function hasMissing(feature: u32): bool {
  return (featureKinds[feature] & (FEATURE_HAS_MISSING as u8)) != 0;
}
