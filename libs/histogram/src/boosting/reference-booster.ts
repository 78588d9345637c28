/**
 * Gradient boosting, readably. Every round derives the loss of each training row, rounds the derivatives to whole
 * numbers, and grows a tree for each output on them. Sums of whole numbers do not depend on an order, so neither do
 * the trees.
 */
import type { BinnedTable } from '../binned-table.ts';
import type { Booster } from './booster.ts';
import type { BoostedTree, BoostingProblem } from './boosting.ts';
import { drawRound } from './draw-round.ts';
import { mergeCodes } from './feature-bins.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { FitRows } from './fit-rows.ts';
import { flattenTree } from './flatten-tree.ts';
import { growTree } from './grow-tree.ts';
import type { GrownNode } from './grow-tree.ts';
import { meanLoss, renewedValue } from './losses.ts';
import type { Loss } from './losses.ts';
import type { BinnedRows } from './node-sums.ts';
import { quantize } from './quantize.ts';
import { walkTree } from './walk-tree.ts';

export function createReferenceBooster(
  problem: BoostingProblem,
  loss: Loss,
  fit: FitRows,
): Booster {
  const { table, limits } = problem;
  const bins = table.features.map((_, feature) => mergeCodes(table, feature, limits.maxBins));
  const binned = binRows(table, bins, fit);
  const trained = Uint32Array.from({ length: fit.trained }, (_, row) => row);
  const baseScores = loss.baseScores(fit);
  const scores = Array.from(fit.rows, () => baseScores.slice());
  const valueOf = valuesOf(table);
  let rounds = 0;
  const growRound = (): BoostedTree[] => {
    const draws = drawRound(problem, rounds++);
    const bag = draws.rows()?.drawn ?? trained;
    const added = derive(loss, fit, scores).map(({ gradients, hessians }, output) => {
      const features = [...table.features.keys()].filter(draws.features());
      const search = {
        rows: binned,
        isCategorical: table.features.map(({ kind }) => kind === 'categorical'),
        limits,
        gradientUnit: gradients.unit,
        hessianUnit: hessians.unit,
      };
      const { maxStep } = loss;
      const root = growTree({ search, features, gradients, hessians, maxStep }, bag);
      const renewed = renewLeaves(loss, fit, scores, root);
      return flattenTree(table, bins, renewed, output, limits.learningRate);
    });
    for (const tree of added) {
      fit.rows.forEach((row, i) => {
        scores[i]![tree.output]! += walkTree(tree, (feature) => valueOf(row, feature));
      });
    }
    return added;
  };
  return {
    round: growRound,
    heldOutLoss: () => meanLoss(loss, fit, (row) => scores[row]!),
  };
}

function binRows(table: BinnedTable, bins: readonly FeatureBins[], fit: FitRows): BinnedRows {
  const binStart = new Uint32Array(bins.length + 1);
  const rowCount = fit.rows.length;
  const binned = { rowCount, bins: new Uint16Array(bins.length * rowCount), binStart };
  bins.forEach(({ binOf, lastCode }, feature) => {
    binStart[feature + 1] = binStart[feature]! + lastCode.length + 1;
    const column = table.columns[feature]!;
    fit.rows.forEach((row, i) => (binned.bins[feature * rowCount + i] = binOf[column[row]!]!));
  });
  return binned;
}

/** A value of each code: a level's index, or the smallest number; NaN if missing. */
function valuesOf({ features, columns }: BinnedTable) {
  return (row: number, feature: number): number => {
    const code = columns[feature]![row]!;
    const bins = features[feature]!;
    if (code === bins.codeCount) return NaN;
    return bins.kind === 'numeric' ? bins.minima[code]! : code;
  };
}

/** For each output. */
function derive(loss: Loss, { trained, weights }: FitRows, scores: readonly Float64Array[]) {
  const empty = () => Array.from({ length: loss.outputs }, () => new Float64Array(trained));
  const gradients = empty();
  const hessians = empty();
  const g = new Float64Array(loss.outputs);
  const h = new Float64Array(loss.outputs);
  for (let row = 0; row < trained; row++) {
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

/** Leaves of the quantile loss hold the quantile of what is left. */
function renewLeaves(
  loss: Loss,
  fit: FitRows,
  scores: readonly Float64Array[],
  root: GrownNode,
): GrownNode {
  const renew = (node: GrownNode): GrownNode => {
    if (node.left !== undefined && node.right !== undefined) {
      return { ...node, left: renew(node.left), right: renew(node.right) };
    }
    const scoreOf = (row: number) => scores[row]![0]!;
    return {
      ...node,
      value: renewedValue(loss.leafQuantile!, fit, node.rows, scoreOf, node.bounds),
    };
  };
  return loss.leafQuantile === undefined ? root : renew(root);
}
