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
  /** A column as it was given. */
  readonly feature: string;
  /** How much worse the metric is when the column is shuffled. Undefined if that was not measured. */
  readonly permutation: number | undefined;
  /** Share of all splits' gains, 0 to 1. */
  readonly share: number;
}

export interface Measure {
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
  { label: 'Brier score', path: ['brier_score'], format: shortNumber },
  { label: 'R²', path: ['r2'], format: shortNumber },
  { label: 'Mean absolute error', path: ['mae'], format: shortNumber },
  { label: 'Root mean squared error', path: ['rmse'], format: shortNumber },
  { label: 'Mean absolute % error', path: ['mape'], format: percent },
];

/** They lead together where a class is rare. */
const PROBABILITIES = MEASURES.filter(({ path }) => ['log_loss', 'brier_score'].includes(path[0]!));

/** The metrics in the document: those on the test rows first, the leading one before the others, then those on other rows. */
export function readMetrics(metrics: unknown): readonly Metric[] {
  const leading = measureOf(metrics);
  const isOfProbabilities = PROBABILITIES.includes(leading);
  const rank = (measure: Measure) =>
    measure === leading ? 0 : isOfProbabilities && PROBABILITIES.includes(measure) ? 1 : 2;
  const tests = MEASURES.toSorted((a, b) => rank(a) - rank(b)).flatMap((measure) => {
    const { label, path, format } = measure;
    const value = numberAt(metrics, 'test', ...path);
    if (value === undefined) return [];
    return [{ label, value: format(value), note: testNote(metrics, measure) }];
  });
  return [...tests, ...crossValidation(metrics, leading), ...outOfBag(metrics, leading)];
}

/** The most important first: by permutation where it was measured, otherwise by the splits. Empty if there are none. */
export function readImportances(metrics: unknown): readonly Importance[] {
  const found = listAt(metrics, 'feature_importances').flatMap((each) => {
    const feature = textAt(each, 'feature');
    const importance = numberAt(each, 'importance');
    const permutation = numberAt(each, 'permutation_importance');
    return feature === undefined || importance === undefined
      ? []
      : [{ feature, importance, permutation }];
  });
  const sum = found.reduce((total, { importance }) => total + importance, 0);
  return found
    .map(({ feature, importance, permutation }) => ({
      feature,
      permutation,
      share: sum > 0 ? importance / sum : 0,
    }))
    .sort((a, b) => (b.permutation ?? -1) - (a.permutation ?? -1) || b.share - a.share);
}

/** The metric that folds and shuffled columns were compared by. */
export function measureOf(metrics: unknown): Measure {
  const isQuantity = textAt(metrics, 'test', 'task') === 'regression';
  const name = textAt(metrics, 'cross_validation', 'metric') ?? (isQuantity ? 'r2' : 'accuracy');
  return (
    MEASURES.find(({ path }) => path.join('_') === name || path.at(-1) === name) ?? {
      label: name.replaceAll('_', ' '),
      path: [name],
      format: shortNumber,
    }
  );
}

function testNote(metrics: unknown, { path, format }: Measure): string {
  const rows = numberAt(metrics, 'test', 'row_count');
  const on = rows === undefined ? 'test rows' : `${shortNumber(rows)} test rows`;
  const baseline = numberAt(metrics, 'baseline', path.at(-1)!);
  const beside = baseline === undefined ? on : `${on}; baseline ${format(baseline)}`;
  const interval = [`${path[0]!}_interval`] as const;
  const lower = numberAt(metrics, 'test', ...interval, 'lower');
  const upper = numberAt(metrics, 'test', ...interval, 'upper');
  const level = numberAt(metrics, 'test', ...interval, 'level');
  if (lower === undefined || upper === undefined || level === undefined) return beside;
  return `${beside}; ${shortNumber(level * 100)}\u202f% interval ${percent(lower)} to ${percent(upper)}`;
}

function crossValidation(metrics: unknown, { label, format }: Measure): readonly Metric[] {
  const mean = numberAt(metrics, 'cross_validation', 'mean');
  const deviation = numberAt(metrics, 'cross_validation', 'standard_deviation');
  if (mean === undefined) return [];
  const folds = listAt(metrics, 'cross_validation', 'scores').length;
  const spread = deviation === undefined ? '' : `, deviation ${shortNumber(deviation)}`;
  const note = `mean ${inSentence(label)} of ${folds} folds${spread}`;
  return [{ label: 'Cross-validation', value: format(mean), note }];
}

function outOfBag(metrics: unknown, { label, path, format }: Measure): readonly Metric[] {
  const value = numberAt(metrics, 'out_of_bag', ...path);
  const note = `${inSentence(label)}, training rows`;
  return value === undefined ? [] : [{ label: 'Out-of-bag', value: format(value), note }];
}

/** A label within a sentence: abbreviations stay as they are. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}
