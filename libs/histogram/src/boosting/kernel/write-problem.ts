import { UNLIMITED } from '../../../kernel/boosting/abi.ts';
import type { BoostingLimits, BoostingProblem } from '../boosting.ts';
import type { FeatureBins } from '../feature-bins.ts';
import type { FitRows } from '../fit-rows.ts';
import type { Loss } from '../losses.ts';
import { viewOf } from './boosting-exports.ts';
import type { BoostingExports, Settings } from './boosting-exports.ts';
import type { FeatureGroup } from './feature-groups.ts';

const evenly = (count: number) => count + (count % 2);

/** An even number, because they are subtracted in pairs. */
const cellsOf = (bins: FeatureBins) => evenly(binsOf(bins));

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
    cellCount: bins.reduce((sum, ofFeature) => sum + cellsOf(ofFeature), 0),
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
  let position = 0;
  let cells = 0;
  let bytes = 0;
  for (const { features, isWide } of groups) {
    const firstCell = cells;
    for (const feature of features) {
      const placed = { feature, position, isWide, bytes, cells, placeOfFirst: cells - firstCell };
      writeFeature(kernel, table, rows, bins[feature]!, placed);
      position += 1;
      cells += cellsOf(bins[feature]!);
      bytes += columnBytes(rows.length, isWide);
    }
  }
}

/** A feature, and where the kernel has what belongs to it. */
interface PlacedFeature {
  readonly feature: number;
  /** Among those of all groups. */
  readonly position: number;
  readonly isWide: boolean;
  /** Where its column starts. */
  readonly bytes: number;
  /** Where its cells start, among all and among its group's. */
  readonly cells: number;
  readonly placeOfFirst: number;
}

/** The bins of one feature: in a column, and row by row, as places, beside those of others. */
function writeFeature(
  kernel: BoostingExports,
  { columns }: BoostingProblem['table'],
  rows: Uint32Array,
  { binOf }: FeatureBins,
  { feature, position, isWide, bytes, cells, placeOfFirst }: PlacedFeature,
): void {
  const featureCount = kernel.featureCount.value;
  viewOf(kernel, Uint32Array, 'columnStart', featureCount)[feature] = bytes;
  viewOf(kernel, Uint32Array, 'cellStart', featureCount)[feature] = cells;
  viewOf(kernel, Uint8Array, 'isWide', featureCount)[feature] = Number(isWide);
  const { length } = rows;
  const places = viewOf(kernel, Uint16Array, 'places', length * featureCount);
  const Column = isWide ? Uint16Array : Uint8Array;
  const column = new Column(kernel.memory.buffer, kernel.columns.value + bytes, length);
  const from = columns[feature]!;
  const placeOf = isWide ? binOf : binOf.map((bin) => (placeOfFirst + bin) << kernel.cellShift());
  for (let row = 0, at = position; row < length; row++, at += featureCount) {
    const code = from[rows[row]!]!;
    places[at] = placeOf[code]!;
    column[row] = binOf[code]!;
  }
}
