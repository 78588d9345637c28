import type { ClassificationMetrics } from './evaluate-classification.ts';
import { fixedPoint } from './fixed-point.ts';

const HEADERS = ['precision', 'recall', 'f1-score', 'support'];
const COLUMN_WIDTH = 9;
const LONGEST_AVERAGE = 'weighted avg';

/**
 * The text of scikit-learn's classification_report, ending in a line break and equal to the character, but that
 * supports are whole numbers also where no row at all is right (it prints 18.0 then).
 *
 * ```
 *               precision    recall  f1-score   support
 *
 *       setosa       1.00      1.00      1.00        10
 *   versicolor       0.90      0.90      0.90        10
 *    virginica       0.90      0.90      0.90        10
 *
 *     accuracy                           0.93        30
 *    macro avg       0.93      0.93      0.93        30
 * weighted avg       0.93      0.93      0.93        30
 * ```
 *
 * @param digits decimals of the first three columns, 0 to 9; default 2
 */
export function classificationReport(metrics: ClassificationMetrics, digits = 2): string {
  const { classes, perClass, macro, weighted, rowCount } = metrics;
  const width = Math.max(...classes.map(lengthOf), LONGEST_AVERAGE.length);

  const line = (heading: string, cells: readonly string[]) =>
    `${pad(heading, width)} ${cells.map((cell) => ` ${pad(cell, COLUMN_WIDTH)}`).join('')}\n`;
  const scores = (precision: number, recall: number, f1: number, support: number) => [
    ...[precision, recall, f1].map((share) => fixedPoint(share, digits)),
    String(support),
  ];

  const { precision, recall, f1, support } = perClass;
  const rows = classes.map((name, k) =>
    line(name, scores(precision[k]!, recall[k]!, f1[k]!, support[k]!)),
  );
  const accuracy = ['', '', fixedPoint(metrics.accuracy, digits), String(rowCount)];
  return [
    line('', HEADERS),
    '\n',
    ...rows,
    '\n',
    line('accuracy', accuracy),
    line('macro avg', scores(macro.precision, macro.recall, macro.f1, rowCount)),
    line(LONGEST_AVERAGE, scores(weighted.precision, weighted.recall, weighted.f1, rowCount)),
  ].join('');
}

/** In characters as Python counts them: an emoji is one. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - lengthOf(text))) + text;
}
