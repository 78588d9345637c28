/** The quality of a model in its model card, from the trainer's metrics. */
import { percent, shortNumber } from '../format/number.ts';
import { listAt, numberAt, textAt } from './json-path.ts';

export interface Metric {
  readonly label: string;
  readonly value: string;
  /** The rows that it was measured on, and its interval. */
  readonly note: string;
}

export interface Importance {
  readonly feature: string;
  /** Share of all importances, 0 to 1. */
  readonly share: number;
}

interface Measure {
  readonly label: string;
  readonly path: readonly string[];
  readonly format: (value: number) => string;
}

const MEASURES: readonly Measure[] = [
  { label: 'Accuracy', path: ['accuracy'], format: percent },
  { label: 'Balanced accuracy', path: ['balanced_accuracy'], format: percent },
  { label: 'F1, macro', path: ['macro', 'f1'], format: shortNumber },
  { label: 'ROC-AUC, macro', path: ['macro', 'roc_auc'], format: shortNumber },
  { label: 'Log-loss', path: ['log_loss'], format: shortNumber },
  { label: 'R²', path: ['r2'], format: shortNumber },
  { label: 'Mean absolute error', path: ['mae'], format: shortNumber },
  { label: 'Root mean squared error', path: ['rmse'], format: shortNumber },
  { label: 'Mean absolute % error', path: ['mape'], format: percent },
];

/** The metrics in the document: those on the test rows first, then those on other rows. */
export function readMetrics(metrics: unknown): readonly Metric[] {
  const tests = MEASURES.flatMap(({ label, path, format }) => {
    const value = numberAt(metrics, 'test', ...path);
    if (value === undefined) return [];
    return [{ label, value: format(value), note: testNote(metrics, path[0]!) }];
  });
  return [...tests, ...crossValidation(metrics), ...outOfBag(metrics)];
}

/** The largest first. Empty if the trainer measured none. */
export function readImportances(metrics: unknown): readonly Importance[] {
  const found = listAt(metrics, 'feature_importances').flatMap((each) => {
    const feature = textAt(each, 'feature');
    const importance = numberAt(each, 'importance');
    return feature === undefined || importance === undefined ? [] : [{ feature, importance }];
  });
  const sum = found.reduce((total, { importance }) => total + importance, 0);
  return found
    .map(({ feature, importance }) => ({ feature, share: sum > 0 ? importance / sum : 0 }))
    .sort((a, b) => b.share - a.share);
}

function testNote(metrics: unknown, measure: string): string {
  const rows = numberAt(metrics, 'test', 'row_count');
  const on = rows === undefined ? 'test rows' : `${shortNumber(rows)} test rows`;
  const interval = [`${measure}_interval`] as const;
  const lower = numberAt(metrics, 'test', ...interval, 'lower');
  const upper = numberAt(metrics, 'test', ...interval, 'upper');
  const level = numberAt(metrics, 'test', ...interval, 'level');
  if (lower === undefined || upper === undefined || level === undefined) return on;
  return `${on}; ${shortNumber(level * 100)}\u202f% interval ${percent(lower)} to ${percent(upper)}`;
}

function crossValidation(metrics: unknown): readonly Metric[] {
  const mean = numberAt(metrics, 'cross_validation', 'mean');
  const deviation = numberAt(metrics, 'cross_validation', 'standard_deviation');
  if (mean === undefined) return [];
  const folds = listAt(metrics, 'cross_validation', 'scores').length;
  const spread = deviation === undefined ? '' : `, deviation ${shortNumber(deviation)}`;
  const score = textAt(metrics, 'test', 'task') === 'regression' ? 'R²' : 'accuracy';
  const value = score === 'accuracy' ? percent(mean) : shortNumber(mean);
  return [{ label: 'Cross-validation', value, note: `mean ${score} of ${folds} folds${spread}` }];
}

function outOfBag(metrics: unknown): readonly Metric[] {
  const accuracy = numberAt(metrics, 'out_of_bag', 'accuracy');
  const r2 = numberAt(metrics, 'out_of_bag', 'r2');
  if (accuracy !== undefined) {
    return [{ label: 'Out-of-bag', value: percent(accuracy), note: 'accuracy, training rows' }];
  }
  return r2 === undefined
    ? []
    : [{ label: 'Out-of-bag', value: shortNumber(r2), note: 'R², training rows' }];
}
