/** Estimators that answer together become one forest. */
import type { Forest } from '@lambda-forest/forest';
import { CATEGORICAL, joinForests, nodeCount, rowWidth, treeCount } from '@lambda-forest/forest';

import { count, enumerate, formatInteger } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import { largestWhere } from '../largest-where.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import { sourcesOf } from './sources.ts';

export interface Member extends Pick<
  SklearnForest,
  'forest' | 'columns' | 'takesMissing' | 'booster'
> {
  /** What messages call it: its class. */
  readonly name: string;
  readonly weight: number;
  /** Of each of its outputs, the one of the whole. */
  readonly outputs: readonly number[];
}

/**
 * The weighted mean of what members answer, as one forest: of means, or of sums without a link.
 *
 * @param outputCount of the whole
 * @param where the estimator that holds them, for messages
 * @throws {ForeignModelError} for a member whose answer is no sum of trees
 */
export function meanOfMembers(
  members: readonly Member[],
  outputCount: number,
  where: string,
): SklearnForest {
  const odd = members.find(({ forest }) => forest.link.kind !== 'identity');
  if (odd !== undefined) {
    throw new ForeignModelError(
      `Found ${odd.name} in ${where}: the mean of its probabilities and of others' is no sum of trees.`,
      'Import one of its estimators by itself, or train it on forests alone, such as RandomForestClassifier and ExtraTreesClassifier.',
    );
  }
  const columns = [...new Set(members.flatMap((member) => member.columns))];
  const sources = sourcesOf(columns);
  const roundsInputs = members.every(({ forest }) => forest.roundsInputs);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const isMean = members.every(({ forest }) => forest.aggregation === 'mean');
  const copies = isMean && outputCount > 1 ? copiesOf(members, where) : undefined;
  const baseScore = new Float64Array(outputCount);
  const forests = members.flatMap((member, i) => {
    const { forest, outputs } = member;
    const share = member.weight / total;
    forest.baseScore.forEach((base, k) => (baseScore[outputs[k]!]! += share * base));
    const ofTrees = forest.aggregation === 'mean' ? share / treeCount(forest) : share;
    const places = [...sourcesOf(member.columns).keys()].map(
      (source) => sources.get(source)!.place,
    );
    const placed = withFeatures(
      roundsInputs ? forest : withoutRounding(forest),
      places,
      sources.size,
    );
    const scale = copies === undefined ? ofTrees : 1;
    const whole = withOutputs(placed, outputs, outputCount, scale);
    return Array.from({ length: copies?.[i] ?? 1 }, () => whole);
  });
  const joined = joinForests(forests);
  // XGBoost rounds its sums to float32; the sum of all is not rounded.
  const single = members.find(({ forest }) => forest.roundsScores)?.booster;
  return {
    forest: {
      ...joined,
      roundsScores: false,
      aggregation: copies === undefined ? 'sum' : 'mean',
      baseScore: baseScore.every((base) => base === 0) ? new Float64Array(0) : baseScore,
    },
    columns,
    takesMissing: members.every(({ takesMissing }) => takesMissing),
    booster: single && { ...single, sumsVary: true },
    sumsVary: true,
  };
}

/** Forests of classes answer with the mean of their trees: of those with more weight, more copies make a mean. */
const MAX_TREES = 10_000;
const MAX_NODES = 8_000_000;
const MAX_UNIT = 100;

function copiesOf(members: readonly Member[], where: string): readonly number[] {
  const weights = members.map(({ forest, weight }) => weight / treeCount(forest));
  const least = Math.min(...weights);
  for (let unit = 1; unit <= MAX_UNIT; unit++) {
    const copies = weights.map((weight) => (weight / least) * unit);
    const total = (of: (forest: Forest) => number) =>
      copies.reduce((sum, n, i) => sum + Math.round(n) * of(members[i]!.forest), 0);
    if (!(total(treeCount) <= MAX_TREES && total(nodeCount) <= MAX_NODES)) break;
    if (copies.every((n) => Math.abs(n - Math.round(n)) < 1e-9)) return copies.map(Math.round);
  }
  const counts = members.map(
    ({ forest, weight }) => `${count(treeCount(forest), 'tree')} with the weight ${weight}`,
  );
  throw new ForeignModelError(
    `Found a ${where} of forests of ${enumerate(counts, 5)}, expected such as make a mean of at most ${formatInteger(MAX_TREES)} trees and ${formatInteger(MAX_NODES)} nodes.`,
    'Train its forests with the same n_estimators, and give them the same weights or small whole ones.',
  );
}

function withFeatures(forest: Forest, places: readonly number[], featureCount: number): Forest {
  return {
    ...forest,
    featureCount,
    feature: forest.feature.map((feature) => places[feature] ?? feature), // a leaf's is -1
  };
}

/** The same where inputs are float64: thresholds that decide as those of rounded inputs. */
function withoutRounding(forest: Forest): Forest {
  if (!forest.roundsInputs) return forest;
  const known = new Map<number, number>();
  const threshold = forest.threshold.map((value, node) => {
    if (forest.feature[node]! < 0 || (forest.flags[node]! & CATEGORICAL) !== 0) return value;
    const same = known.get(value) ?? largestWhere((number) => Math.fround(number) <= value);
    known.set(value, same);
    return same;
  });
  return { ...forest, roundsInputs: false, threshold };
}

/** Rows with the outputs of the whole, each times a number. */
function withOutputs(
  forest: Forest,
  outputs: readonly number[],
  outputCount: number,
  scale: number,
): Forest {
  const width = rowWidth(forest);
  const values = new Float64Array((forest.values.length / width) * outputCount);
  forest.values.forEach((value, at) => {
    const row = Math.floor(at / width);
    values[row * outputCount + outputs[at % width]!] = value * scale;
  });
  return { ...forest, outputCount, values };
}
