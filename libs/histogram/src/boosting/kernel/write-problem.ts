import { UNLIMITED } from '../../../kernel/boosting/abi.ts';
import type { BoostingLimits, BoostingProblem } from '../boosting.ts';
import type { FeatureBins } from '../feature-bins.ts';
import type { FitRows } from '../fit-rows.ts';
import type { Loss } from '../losses.ts';
import { viewOf } from './boosting-exports.ts';
import type { BoostingExports, Settings } from './boosting-exports.ts';
import type { FeatureGroup } from './feature-groups.ts';

/** A group's cells start at an even one, because they are subtracted in pairs. */
const evenly = (count: number) => count + (count % 2);

const cellsOf = ({ features }: FeatureGroup, bins: readonly FeatureBins[]) =>
  evenly(features.reduce((sum, feature) => sum + binsOf(bins[feature]!), 0));

/** That of missing values included. */
const binsOf = ({ lastCode }: FeatureBins) => lastCode.length + 1;

/** An even number. */
const columnBytes = (rowCount: number, isWide: boolean) =>
  isWide ? 2 * rowCount : evenly(rowCount);

export function settingsOf(
  { table, loss: quantity, limits }: BoostingProblem,
  loss: Loss,
  fit: FitRows,
  bins: readonly FeatureBins[],
  groups: readonly FeatureGroup[],
  threads: number,
  isApart: boolean,
): Settings {
  const isWeighted = fit.weights !== undefined;
  const { maxLeaves, minSamplesLeaf } = limits;
  const leaves = Math.min(maxLeaves, fit.trained);
  const most = Math.max(
    0,
    ...bins.filter((_, i) => table.features[i]!.kind === 'categorical').map(binsOf),
  );
  return {
    ...numbersOf(limits),
    rowCount: fit.rows.length,
    trainedCount: fit.trained,
    featureCount: table.features.length,
    groupCount: groups.length,
    cellCount: groups.reduce((sum, group) => sum + cellsOf(group, bins), 0),
    mostBins: Math.max(...bins.map(binsOf)),
    columnBytes: groups.reduce(
      (sum, { features, isWide }) => sum + features.length * columnBytes(fit.rows.length, isWide),
      0,
    ),
    threadCount: threads,
    isApart: Number(isApart),
    loss: loss.kind,
    outputCount: loss.outputs,
    quantile: quantity.kind === 'quantile' ? quantity.quantile : 0,
    hasHessians: Number(loss.hasHessians || isWeighted),
    isWeighted: Number(isWeighted),
    isSampled: Number(limits.rowFraction < 1),
    setWords: Math.ceil(most / 32),
    maxNodes: 2 * leaves + 1,
    slotCount: Math.min(leaves, Math.floor(fit.trained / (2 * minSamplesLeaf))) + 1,
    maxStep: loss.maxStep,
  };
}

function numbersOf({
  maxLeaves,
  maxDepth,
  minSamplesLeaf,
  minChildWeight,
  l2,
  categoryL2,
  categorySmoothing,
  minSamplesLevel,
  maxLevelsLeft,
  minGain,
}: BoostingLimits) {
  const whole = (limit: number) => (limit === Infinity ? UNLIMITED : limit);
  return {
    maxLeaves: whole(maxLeaves),
    maxDepth: whole(maxDepth),
    minSamplesLeaf: whole(minSamplesLeaf),
    minChildWeight,
    l2,
    categoryL2,
    categorySmoothing,
    minSamplesLevel: whole(minSamplesLevel),
    maxLevelsLeft: whole(maxLevelsLeft),
    minGain,
  };
}

export function writeProblem(
  kernel: BoostingExports,
  { table, limits }: BoostingProblem,
  { rows, target, weights }: FitRows,
  bins: readonly FeatureBins[],
  groups: readonly FeatureGroup[],
): void {
  const { length } = bins;
  const write = (name: Parameters<typeof viewOf>[2], numbers: readonly number[]) =>
    viewOf(kernel, Uint32Array, name, numbers.length).set(numbers);
  let start = 0;
  write('groupStart', [0, ...groups.map(({ features }) => (start += features.length))]);
  write(
    'groupFeatures',
    groups.flatMap(({ features }) => features),
  );
  write(
    'laneShift',
    groups.map(({ isWide }) => (isWide ? 4 : 3)),
  );
  write('binCount', bins.map(binsOf));
  viewOf(kernel, Uint8Array, 'isCategorical', length).set(
    table.features.map(({ kind }) => Number(kind === 'categorical')),
  );
  if (limits.monotonic !== undefined) {
    viewOf(kernel, Int8Array, 'monotonic', length).set(limits.monotonic);
  }
  const targets = viewOf(kernel, Float64Array, 'targets', rows.length);
  targets.set(target.values);
  if (weights !== undefined) viewOf(kernel, Float64Array, 'weights', rows.length).set(weights);
  placeFeatures(kernel, bins, groups, rows.length);
  bins.forEach((each, feature) => writeFeature(kernel, table, rows, each, groups, feature));
}

function placeFeatures(
  kernel: BoostingExports,
  bins: readonly FeatureBins[],
  groups: readonly FeatureGroup[],
  rowCount: number,
): void {
  const columnStart = viewOf(kernel, Uint32Array, 'columnStart', bins.length);
  const groupOf = viewOf(kernel, Uint32Array, 'groupOf', bins.length);
  const laneOf = viewOf(kernel, Uint32Array, 'laneOf', bins.length);
  const cellStart = viewOf(kernel, Uint32Array, 'cellStart', bins.length);
  let cells = 0;
  let bytes = 0;
  groups.forEach(({ features, isWide }, group) => {
    cells = evenly(cells);
    features.forEach((feature, lane) => {
      groupOf[feature] = group;
      laneOf[feature] = lane;
      cellStart[feature] = cells;
      cells += binsOf(bins[feature]!);
      columnStart[feature] = bytes;
      bytes += columnBytes(rowCount, isWide);
    });
  });
}

/** The bins of one feature, row by row beside its group's, and in a column. */
function writeFeature(
  kernel: BoostingExports,
  { codes, rowCount }: BoostingProblem['table'],
  rows: Uint32Array,
  { binOf }: FeatureBins,
  groups: readonly FeatureGroup[],
  feature: number,
): void {
  const group = groups.findIndex(({ features }) => features.includes(feature));
  const { features, isWide } = groups[group]!;
  const Lanes = isWide ? Uint16Array : Uint8Array;
  const lanes = 8 / Lanes.BYTES_PER_ELEMENT;
  const stride = groups.length * lanes;
  const { length } = rows;
  const words = viewOf<Uint16Array | Uint8Array>(kernel, Lanes, 'bins', length * stride);
  const start = viewOf(kernel, Uint32Array, 'columnStart', feature + 1)[feature]!;
  const column = new Lanes(kernel.memory.buffer, kernel.columns.value + start, length);
  const from = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
  let at = group * lanes + features.indexOf(feature);
  for (let row = 0; row < length; row++, at += stride) {
    const bin = binOf[from[rows[row]!]!]!;
    words[at] = bin;
    column[row] = bin;
  }
}
