import { textTable } from '@lambda-forest/cli';
import { classificationReport } from '@lambda-forest/evaluator';
import type { ClassificationMetrics } from '@lambda-forest/evaluator';
import type { ClassTarget } from '@lambda-forest/schema';
import { count, printable } from '@lambda-forest/text';

const MAX_CLASSES_SHOWN = 20;
/** Of a report: a blank line and three averages. */
const REPORT_FOOT_LINES = 4;
const REPORT_LINES_SHOWN = 60;

/** The report, without the middle where there are very many classes: its averages stand at the end. */
export function describeEachClass(test: ClassificationMetrics): string[] {
  const classes = test.classes.map(printable); // each in one line
  const lines = classificationReport({ ...test, classes })
    .trimEnd()
    .split('\n');
  const left = lines.length - REPORT_LINES_SHOWN;
  if (left <= 1) return lines;
  const head = REPORT_LINES_SHOWN - REPORT_FOOT_LINES;
  return [
    ...lines.slice(0, head),
    `... and ${left} more classes, in metrics.json`,
    ...lines.slice(-REPORT_FOOT_LINES),
  ];
}

/** The matrix, or, where it would fill the screen, the pairs of classes that are confused most. */
export function describeConfusion({ classes, confusionMatrix }: ClassificationMetrics): string[] {
  if (classes.length <= MAX_CLASSES_SHOWN) {
    return [
      'Confusion matrix (rows: truth, columns: prediction)',
      ...textTable([
        ['', ...classes],
        ...classes.map((name, k) => [name, ...confusionMatrix[k]!.map(String)]),
      ]),
    ];
  }
  const pairs = confusionMatrix.flatMap((row, truth) =>
    row.flatMap((count, predicted) =>
      count > 0 && predicted !== truth ? [{ truth, predicted, count }] : [],
    ),
  );
  const most = pairs.sort((a, b) => b.count - a.count).slice(0, MAX_CLASSES_SHOWN);
  return [
    'Confused most (the whole matrix is in metrics.json)',
    ...textTable(
      [
        ['truth', 'prediction', 'rows'],
        ...most.map(({ truth, predicted, count }) => [
          classes[truth]!,
          classes[predicted]!,
          String(count),
        ]),
      ],
      ['left', 'left', 'right'],
    ),
  ];
}

/** How many rows each class has, in one line. */
export function describeCounts({ classes, counts }: ClassTarget): string {
  const shown = classes.slice(0, MAX_CLASSES_SHOWN).map((name, k) => `${name} ${counts[k]!}`);
  const rest = classes.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${count(rest, 'more class', 'more classes')}` : ''}`;
}
