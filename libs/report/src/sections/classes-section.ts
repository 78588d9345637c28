import type { ClassificationMetrics } from '@lambda-forest/evaluator';
import { count, formatInteger, fourDecimals } from '@lambda-forest/text';

import { confusionChart } from '../charts/confusion-chart.ts';
import { joinNotes, percent, truncateNames } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { figure, figures, tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import { leftOutNote } from './chosen-classes.ts';

const MAX_MATRIX = 20;
const MAX_CLASSES = 40;
const MAX_PAIRS = 12;
/** Two of them fit beside the numbers in half of the page. */
const MAX_NAME_LENGTH = 24;

/** Which classes are recognized, and which are confused with each other. */
export function classesSection(metrics: ClassificationMetrics): Section {
  const pairs = confusedPairs(metrics);
  return {
    id: 'classes',
    title: 'Confusion of classes',
    content: html`${figures(
      matrixFigure(metrics, pairs),
      html`<div>
        <h3>Each class</h3>
        ${classTable(metrics)}${
          pairs.length > 0 &&
          html`<h3 style="margin-top:1.2rem">Confused most</h3>
            ${pairTable(metrics, pairs)}`
        }
      </div>`,
    )}`,
  };
}

function matrixFigure(metrics: ClassificationMetrics, pairs: readonly Pair[]): Html {
  const { classes, confusionMatrix, accuracy } = metrics;
  const shown = mostConfused(metrics, MAX_MATRIX);
  const names = shown.map((index) => classes[index]!);
  const shortNames = truncateNames(names, MAX_NAME_LENGTH);
  const matrix = shown.map((truth) =>
    shown.map((predicted) => confusionMatrix[truth]![predicted]!),
  );
  return figure({
    title: 'Confusion matrix',
    note: joinNotes(
      'The stronger the colour, the larger the share of the true class. Right predictions are outlined, on the diagonal; wrong ones have another colour.',
      leftOutNote(
        shown.length,
        classes.length,
        'with the most mistakes; metrics.json has the whole matrix',
      ),
    ),
    chart: confusionChart(
      'confusion',
      {
        title: 'Confusion matrix: true classes by predicted ones',
        description: `${percent(accuracy)} of the rows lie on the diagonal. ${describePairs(metrics, pairs)}`,
      },
      names,
      matrix,
    ),
    table: {
      caption: 'Rows by true class and predicted class',
      head: ['True class', ...shortNames],
      rows: matrix.map((row, i) => [shortNames[i]!, ...row.map(formatInteger)]),
    },
  });
}

function classTable(metrics: ClassificationMetrics): Html {
  const { classes, perClass } = metrics;
  const listed = weakest(metrics, MAX_CLASSES);
  const names = truncateNames(classes, MAX_NAME_LENGTH);
  return tableHtml({
    caption: 'Precision, recall and F1 of each class',
    head: ['Class', 'Precision', 'Recall', 'F1', 'ROC-AUC', 'Rows'],
    rows: listed.map((k) => [
      names[k]!,
      fourDecimals(perClass.precision[k]!),
      fourDecimals(perClass.recall[k]!),
      fourDecimals(perClass.f1[k]!),
      fourDecimals(perClass.rocAuc[k]!),
      formatInteger(perClass.support[k]!),
    ]),
    note: leftOutNote(listed.length, classes.length, 'with the lowest F1'),
  });
}

function pairTable({ classes, perClass }: ClassificationMetrics, pairs: readonly Pair[]): Html {
  const names = truncateNames(classes, MAX_NAME_LENGTH);
  return tableHtml({
    caption: 'Pairs of classes that are confused most',
    head: ['Truth', 'Taken for', 'Rows', 'Share of the class'],
    words: [0, 1],
    rows: pairs.map(({ truth, predicted, rows }) => [
      names[truth]!,
      names[predicted]!,
      formatInteger(rows),
      percent(rows / perClass.support[truth]!),
    ]),
  });
}

interface Pair {
  readonly truth: number;
  readonly predicted: number;
  readonly rows: number;
}

function confusedPairs({ confusionMatrix }: ClassificationMetrics): Pair[] {
  return confusionMatrix
    .flatMap((row, truth) =>
      row.flatMap((rows, predicted) =>
        rows > 0 && predicted !== truth ? [{ truth, predicted, rows }] : [],
      ),
    )
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MAX_PAIRS);
}

function describePairs({ classes }: ClassificationMetrics, [most]: readonly Pair[]): string {
  if (most === undefined) return 'No class is taken for another.';
  return `Most often, ${classes[most.truth]!} is taken for ${classes[most.predicted]!}: ${count(most.rows, 'row')}.`;
}

/** Indices of the classes with the most mistakes on either side, in their order. */
function mostConfused({ classes, confusionMatrix }: ClassificationMetrics, most: number): number[] {
  const mistakes = classes.map((_, k) =>
    confusionMatrix.reduce(
      (sum, row, i) => (i === k ? sum : sum + row[k]! + confusionMatrix[k]![i]!),
      0,
    ),
  );
  return ranked(classes.length, (k) => -mistakes[k]!, most);
}

function weakest({ classes, perClass }: ClassificationMetrics, most: number): number[] {
  return ranked(classes.length, (k) => perClass.f1[k]!, most);
}

function ranked(length: number, rank: (index: number) => number, most: number): number[] {
  return Array.from({ length }, (_, index) => index)
    .sort((a, b) => rank(a) - rank(b) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
