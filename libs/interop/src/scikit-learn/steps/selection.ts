/** Steps that only leave columns out (sklearn/feature_selection). */
import { damaged } from '../../errors.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf, numberOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { importantTo } from './important.ts';
import { requiringValues } from './step-column.ts';
import type { StepColumn } from './step-column.ts';
import type { Walk } from './walk.ts';

/** What columns a fitted step keeps, in their order. */
type Keeps = (step: Estimator) => (column: number) => boolean;

/** By class. */
export const SELECTIONS = {
  VarianceThreshold: selecting('variances_', (step) => {
    const least = numberOf(attributeOf(step, 'threshold'), 'threshold');
    const variances = vector(step, 'variances_');
    return (column) => variances[column]! > least;
  }),
  SelectKBest: scored((step) => bestScores(step, attributeOf(step, 'k'))),
  SelectPercentile: scored((step) => topShare(step, attributeOf(step, 'percentile'))),
  SelectFpr: scored((step) => lowChances(step, attributeOf(step, 'alpha'))),
  SelectFdr: scored((step) => lowShareOfFalse(step, attributeOf(step, 'alpha'))),
  SelectFwe: scored((step) => lowChanceOfAny(step, attributeOf(step, 'alpha'))),
  GenericUnivariateSelect: scored((step) => {
    const mode = attributeOf(step, 'mode');
    const keeps = typeof mode === 'string' && Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
    if (keeps === undefined) throw damaged('Found a GenericUnivariateSelect of an unknown mode.');
    return keeps(step, attributeOf(step, 'param'));
  }),
  SelectFromModel: byModel,
  RFE: selecting('support_', supported),
  RFECV: selecting('support_', supported),
  SequentialFeatureSelector: selecting('support_', supported),
};

type KeepsBy = (step: Estimator, parameter: PickleValue) => ReturnType<Keeps>;

/** Of GenericUnivariateSelect. */
const MODES: Readonly<Record<string, KeepsBy>> = {
  percentile: topShare,
  k_best: bestScores,
  fpr: lowChances,
  fdr: lowShareOfFalse,
  fwe: lowChanceOfAny,
};

function bestScores(step: Estimator, k: PickleValue): ReturnType<Keeps> {
  const scores = scoresOf(step);
  if (k === 'all') return () => true;
  const best = new Set(ascending(scores).slice(scores.length - numberOf(k, 'k')));
  return (column) => best.has(column);
}

function topShare(step: Estimator, share: PickleValue): ReturnType<Keeps> {
  const percentile = numberOf(share, 'percentile');
  const scores = scoresOf(step);
  if (percentile === 0 || percentile === 100) return () => percentile === 100;
  const threshold = percentileOf(scores, 100 - percentile);
  const above = scores.filter((score) => score > threshold).length;
  const room = Math.trunc((scores.length * percentile) / 100) - above;
  const ties = [...scores.keys()].filter((column) => scores[column] === threshold);
  const kept = new Set(ties.slice(0, room)); // a negative end counts from the end, as Python's
  return (column) => scores[column]! > threshold || kept.has(column);
}

function lowChances(step: Estimator, alpha: PickleValue): ReturnType<Keeps> {
  const chances = vector(step, 'pvalues_');
  const most = numberOf(alpha, 'alpha');
  return (column) => chances[column]! < most;
}

function lowChanceOfAny(step: Estimator, alpha: PickleValue): ReturnType<Keeps> {
  const { length } = vector(step, 'pvalues_');
  return lowChances(step, numberOf(alpha, 'alpha') / length);
}

/** The procedure of Benjamini and Hochberg. */
function lowShareOfFalse(step: Estimator, alpha: PickleValue): ReturnType<Keeps> {
  const chances = vector(step, 'pvalues_');
  const perRank = numberOf(alpha, 'alpha') / chances.length;
  const least = chances.toSorted().findLast((chance, i) => chance <= perRank * (i + 1));
  return (column) => least !== undefined && chances[column]! <= least;
}

function selecting(name: string, keepsOf: Keeps) {
  return (step: Estimator, columns: readonly StepColumn[]): StepColumn[] => {
    const { length } = vector(step, name);
    if (length !== columns.length)
      throw damaged(
        `Found ${length} numbers in ${name} of ${step.className}, expected ${columns.length}.`,
      );
    const keeps = keepsOf(step);
    return columns.filter((_, column) => keeps(column));
  };
}

function byModel(
  step: Estimator,
  columns: readonly StepColumn[],
  { requireNodes }: Walk,
): StepColumn[] {
  const keeps = importantTo(step, columns.length, requireNodes);
  return columns.filter((_, column) => keeps[column]);
}

/** Those that score columns refuse missing values. */
function scored(keepsOf: Keeps) {
  const select = selecting('scores_', keepsOf);
  return (step: Estimator, columns: readonly StepColumn[]): StepColumn[] =>
    select(step, columns).map(requiringValues);
}

function supported(step: Estimator): (column: number) => boolean {
  const support = vector(step, 'support_');
  return (column) => support[column] !== 0;
}

function vector(step: Estimator, name: string): Float64Array {
  const what = `${name} of ${step.className}`;
  return numbersOf(arrayOf(attributeOf(step, name), what), what);
}

/** Columns without a score come last. */
function scoresOf(step: Estimator): Float64Array {
  return vector(step, 'scores_').map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));
}

/** Indices by value; equal ones in their order, as numpy's mergesort leaves them. */
function ascending(values: Float64Array): number[] {
  return [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
}

/** numpy.percentile between two values (numpy/lib/_function_base_impl.py, _lerp). */
function percentileOf(values: Float64Array, percentile: number): number {
  const sorted = values.toSorted();
  const at = (percentile / 100) * (sorted.length - 1);
  const below = Math.floor(at);
  const share = at - below;
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
}
