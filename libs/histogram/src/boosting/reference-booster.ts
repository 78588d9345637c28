/**
 * Gradient boosting, readably. Every round derives the loss of each training row, rounds the derivatives to whole
 * numbers, and grows a tree for each output on them. Sums of whole numbers do not depend on an order, so neither do
 * the trees.
 */
import type { BinnedTable } from '../binned-table.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { treeSeed } from '../random/seeds.ts';
import type { Booster } from './booster.ts';
import type { BoostedTree, BoostingProblem } from './boosting.ts';
import { mergeCodes } from './feature-bins.ts';
import { flattenTree } from './flatten-tree.ts';
import { growTree } from './grow-tree.ts';
import type { GrownNode } from './grow-tree.ts';
import type { Loss } from './losses.ts';
import type { BinnedRows } from './node-sums.ts';
import { quantize } from './quantize.ts';
import { walkTree } from './walk-tree.ts';
import { weightedQuantile } from './weighted-quantile.ts';

export function createReferenceBooster(problem: BoostingProblem, loss: Loss): Booster {
  const { table, rows, weights, limits } = problem;
  const bins = table.features.map((_, feature) => mergeCodes(table, feature, limits.maxBins));
  const binned = binRows(table, bins);
  const baseScores = loss.baseScores(rows, weights);
  const scores = Array.from({ length: table.rowCount }, () => baseScores.slice());
  const heldOut = problem.earlyStopping?.heldOut ?? new Uint32Array(0);
  const valueOf = valuesOf(table);
  let rounds = 0;
  const growRound = (): BoostedTree[] => {
    const seed = treeSeed(problem.randomState, rounds++);
    const bag = draw(rows, limits.rowFraction, new Xoshiro128(seed.bag));
    const random = new Xoshiro128(seed.growth);
    const added = derive(loss, problem, rows, scores).map(({ gradients, hessians }, output) => {
      const features = draw(
        Uint32Array.from(table.features.keys()),
        limits.featureFraction,
        random,
      );
      const search = {
        rows: binned,
        isCategorical: table.features.map(({ kind }) => kind === 'categorical'),
        limits,
        gradientUnit: gradients.unit,
        hessianUnit: hessians.unit,
      };
      const { maxStep } = loss;
      const tree = { search, features: [...features], gradients, hessians, maxStep };
      const root = renewLeaves(loss, problem, scores, growTree(tree, bag));
      return flattenTree(table, bins, root, output, limits.learningRate);
    });
    for (const tree of added) {
      for (const row of [...rows, ...heldOut]) {
        scores[row]![tree.output]! += walkTree(tree, (feature) => valueOf(row, feature));
      }
    }
    return added;
  };
  return {
    baseScores,
    round: () => Promise.resolve(growRound()),
    heldOutLoss: () => meanLoss(loss, problem, heldOut, scores),
  };
}

function binRows(
  table: BinnedTable,
  bins: readonly { binOf: Uint16Array; lastCode: Uint16Array }[],
) {
  const { rowCount, codes } = table;
  const binStart = new Uint32Array(bins.length + 1);
  bins.forEach(({ lastCode }, feature) => {
    binStart[feature + 1] = binStart[feature]! + lastCode.length + 1;
  });
  const binned: BinnedRows = { rowCount, bins: new Uint16Array(codes.length), binStart };
  codes.forEach((code, i) => {
    binned.bins[i] = bins[Math.floor(i / rowCount)]!.binOf[code]!;
  });
  return binned;
}

/** A value of each code: a level's index, or the smallest number; NaN if missing. */
function valuesOf({ rowCount, features, codes }: BinnedTable) {
  return (row: number, feature: number): number => {
    const code = codes[feature * rowCount + row]!;
    const bins = features[feature]!;
    if (code === bins.codeCount) return NaN;
    return bins.kind === 'numeric' ? bins.minima[code]! : code;
  };
}

/** Rows that are not trained on have 0. */
function derive(
  loss: Loss,
  { table, weights }: BoostingProblem,
  rows: Uint32Array,
  scores: readonly Float64Array[],
) {
  const empty = () => Array.from({ length: loss.outputs }, () => new Float64Array(table.rowCount));
  const gradients = empty();
  const hessians = empty();
  const g = new Float64Array(loss.outputs);
  const h = new Float64Array(loss.outputs);
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    loss.derive(row, scores[row]!, g, h);
    for (let output = 0; output < loss.outputs; output++) {
      gradients[output]![row] = weight * g[output]!;
      hessians[output]![row] = weight * h[output]!;
    }
  }
  return gradients.map((numbers, output) => ({
    gradients: quantize(numbers),
    hessians: quantize(hessians[output]!),
  }));
}

/** Leaves of the quantile loss hold the quantile of what is left, because its Newton step says little. */
function renewLeaves(
  { leafQuantile }: Loss,
  { target, weights }: BoostingProblem,
  scores: readonly Float64Array[],
  root: GrownNode,
): GrownNode {
  if (leafQuantile === undefined) return root;
  const renew = (node: GrownNode): GrownNode => {
    if (node.left !== undefined && node.right !== undefined) {
      return { ...node, left: renew(node.left), right: renew(node.right) };
    }
    const residuals = Array.from(node.rows, (row) => ({
      value: target.values[row]! - scores[row]![0]!,
      weight: weights?.[row] ?? 1,
    }));
    const { lowest, highest } = node.bounds;
    const value = Math.min(Math.max(weightedQuantile(residuals, leafQuantile), lowest), highest);
    return { ...node, value };
  };
  return renew(root);
}

function meanLoss(
  loss: Loss,
  { weights }: BoostingProblem,
  rows: Uint32Array,
  scores: readonly Float64Array[],
): number {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    sum += weight * loss.value(row, scores[row]!);
    total += weight;
  }
  return sum / total;
}

/** A share of `from`, at least one, in their order: each is taken with the chance that is left (Knuth's algorithm S). */
function draw(from: Uint32Array, fraction: number, random: Xoshiro128): Uint32Array {
  if (fraction >= 1) return from;
  const wanted = Math.max(1, Math.round(fraction * from.length));
  const drawn: number[] = [];
  from.forEach((entry, i) => {
    if (random.fraction() * (from.length - i) < wanted - drawn.length) drawn.push(entry);
  });
  return Uint32Array.from(drawn);
}
