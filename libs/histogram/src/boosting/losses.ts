/**
 * Losses by a row's target y and its score f, with their first and second derivatives (the gradient g and the hessian h).
 * Sources: J. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (2001);
 * T. Chen and C. Guestrin, "XGBoost", KDD 2016. V8 computes Math.exp and Math.log in software, so
 * that every machine gets the same bits; derivatives use an `exp` that the kernel has too.
 */
import type { Link } from '@lambda-forest/forest';

import { LOGISTIC, POISSON, QUANTILE, SOFTMAX, SQUARED_ERROR } from '../../kernel/boosting/abi.ts';
import type { Target } from '../growth.ts';
import type { QuantityLoss } from './boosting.ts';
import { exp } from './exp.ts';
import type { FitRows } from './fit-rows.ts';
import type { Bounds } from './leaf-value.ts';
import { weightedQuantile } from './weighted-quantile.ts';

export interface Loss {
  readonly link: Link['kind'];
  /** The kernel's number of it. */
  readonly kind: number;
  readonly outputs: number;
  /** Whether hessians differ from row to row, weights aside; otherwise all are 1. */
  readonly hasHessians: boolean;
  /** The largest value of a leaf before the learning rate: Poisson's e^f must not run away. */
  readonly maxStep: number;
  /** If leaves hold a quantile of what is left instead of a Newton step. */
  readonly leafQuantile?: number;
  /** The best scores that are the same for all rows. */
  baseScores(fit: Pick<FitRows, 'trained' | 'weights'>): Float64Array;
  /** Writes a row's gradient and hessian for each output. @param scores one an output */
  derive(row: number, scores: Float64Array, gradients: Float64Array, hessians: Float64Array): void;
  /** The loss of a row. */
  value(row: number, scores: Float64Array): number;
}

/** Shares are kept this far from 0 and 1, so that base scores are finite. */
const LEAST_SHARE = 1e-15;
/** XGBoost's bound for Poisson. */
const MAX_POISSON_STEP = 0.7;

export function createLoss(target: Target, loss: QuantityLoss): Loss {
  if (target.kind === 'classification') {
    return target.classCount === 2 ? logistic(target.values) : softmax(target);
  }
  const y = target.values;
  if (loss.kind === 'poisson') return poisson(y);
  return loss.kind === 'quantile' ? quantileLoss(y, loss.quantile) : squaredError(y);
}

/** (y - f)^2 / 2. */
function squaredError(y: Float64Array): Loss {
  return {
    link: 'identity',
    kind: SQUARED_ERROR,
    hasHessians: false,
    outputs: 1,
    maxStep: Infinity,
    baseScores: (fit) => Float64Array.of(mean(fit, (row) => y[row]!)),
    derive(row, scores, gradients, hessians) {
      gradients[0] = scores[0]! - y[row]!;
      hessians[0] = 1;
    },
    value: (row, scores) => (y[row]! - scores[0]!) ** 2 / 2,
  };
}

/** e^f - y f. */
function poisson(y: Float64Array): Loss {
  return {
    link: 'exp',
    kind: POISSON,
    hasHessians: true,
    outputs: 1,
    maxStep: MAX_POISSON_STEP,
    baseScores: (fit) => Float64Array.of(Math.log(mean(fit, (row) => y[row]!))),
    derive(row, scores, gradients, hessians) {
      const expected = exp(scores[0]!);
      gradients[0] = expected - y[row]!;
      hessians[0] = expected;
    },
    value: (row, scores) => Math.exp(scores[0]!) - y[row]! * scores[0]!,
  };
}

/** (y - f) q above the score, (f - y) (1 - q) below it. Its hessian is 0 and counts as 1. */
function quantileLoss(y: Float64Array, q: number): Loss {
  return {
    link: 'identity',
    kind: QUANTILE,
    hasHessians: false,
    outputs: 1,
    maxStep: Infinity,
    leafQuantile: q,
    baseScores: (fit) =>
      Float64Array.of(
        weightedQuantile(
          Array.from({ length: fit.trained }, (_, row) => ({
            value: y[row]!,
            weight: fit.weights?.[row] ?? 1,
          })),
          q,
        ),
      ),
    derive(row, scores, gradients, hessians) {
      gradients[0] = scores[0]! < y[row]! ? -q : 1 - q;
      hessians[0] = 1;
    },
    value: (row, scores) => {
      const left = y[row]! - scores[0]!;
      return left > 0 ? q * left : (q - 1) * left;
    },
  };
}

/** log(1 + e^f) - y f, with class 1 as y = 1. */
function logistic(classes: Int32Array): Loss {
  return {
    link: 'binary-logistic',
    kind: LOGISTIC,
    hasHessians: true,
    outputs: 1,
    maxStep: Infinity,
    baseScores(fit) {
      const share = clip(mean(fit, (row) => classes[row]!));
      return Float64Array.of(Math.log(share / (1 - share)));
    },
    derive(row, scores, gradients, hessians) {
      const share = 1 / (1 + exp(-scores[0]!));
      gradients[0] = share - classes[row]!;
      hessians[0] = share * (1 - share);
    },
    value: (row, scores) => softplus(scores[0]!) - classes[row]! * scores[0]!,
  };
}

/**
 * log(sum of e^f) - f of the row's class. One score is redundant: as in LightGBM, hessians are K / (K - 1) of the second
 * derivative, which makes K = 2 the logistic loss.
 */
function softmax(target: Extract<Target, { kind: 'classification' }>): Loss {
  const { values: classes, classCount } = target;
  const factor = classCount > 1 ? classCount / (classCount - 1) : 1;
  return {
    link: 'softmax',
    kind: SOFTMAX,
    hasHessians: true,
    outputs: classCount,
    maxStep: Infinity,
    baseScores: (fit) =>
      Float64Array.from({ length: classCount }, (_, k) =>
        Math.log(clip(mean(fit, (row) => Number(classes[row] === k)))),
      ),
    derive(row, scores, gradients, hessians) {
      const highest = scores.reduce((a, b) => Math.max(a, b));
      const powers = scores.map((score) => exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (let k = 0; k < classCount; k++) {
        const share = powers[k]! / total;
        gradients[k] = share - Number(classes[row] === k);
        hessians[k] = factor * share * (1 - share);
      }
    },
    value: (row, scores) => logSumExp(scores) - scores[classes[row]!]!,
  };
}

/** Of the held-out rows; NaN if there are none. @param scoresOf a row's, one an output */
export function meanLoss(
  loss: Loss,
  { rows, trained, weights }: FitRows,
  scoresOf: (row: number) => Float64Array,
): number {
  let sum = 0;
  let total = 0;
  for (let row = trained; row < rows.length; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * loss.value(row, scoresOf(row));
    total += weight;
  }
  return sum / total;
}

/** The value of a leaf that holds a quantile: its Newton step says little. @param rows ascending */
export function renewedValue(
  quantile: number,
  { target, weights }: FitRows,
  rows: Uint32Array,
  scoreOf: (row: number) => number,
  { lowest, highest }: Bounds,
): number {
  const residuals = Array.from(rows, (row) => ({
    value: target.values[row]! - scoreOf(row),
    weight: weights?.[row] ?? 1,
  }));
  return Math.min(Math.max(weightedQuantile(residuals, quantile), lowest), highest);
}

function logSumExp(scores: Float64Array): number {
  const highest = scores.reduce((a, b) => Math.max(a, b));
  return highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function clip(share: number): number {
  return Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE);
}

function mean(
  { trained, weights }: Pick<FitRows, 'trained' | 'weights'>,
  of: (row: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < trained; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * of(row);
    total += weight;
  }
  return sum / total;
}
