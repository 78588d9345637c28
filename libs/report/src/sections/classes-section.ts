import type { ClassificationMetrics } from '@lambda-forest/evaluator';

import { confusionChart } from '../charts/confusion-chart.ts';
import { cut, four, percent, whole } from '../format.ts';
import { html } from '../html.ts';
import { figure, figures, tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import { leftOutNote } from './chosen-classes.ts';

const MAX_MATRIX = 20;
const MAX_CLASSES = 40;
const MAX_PAIRS = 12;
const MAX_NAME_LENGTH = 40;

/** Which classes are told apart, and which are taken for each other. */
export function classesSection(metrics: ClassificationMetrics): Section {
  const { classes, confusionMatrix, perClass } = metrics;
  const shown = mostConfused(metrics, MAX_MATRIX);
  const matrix = shown.map((truth) =>
    shown.map((predicted) => confusionMatrix[truth]![predicted]!),
  );
  const names = shown.map((index) => classes[index]!);
  const pairs = confusedPairs(metrics);
  const listed = weakest(metrics, MAX_CLASSES);
  return {
    id: 'classes',
    title: 'Confusion of classes',
    content: html`${figures(
      figure({
        title: 'Confusion matrix',
        note: joinNotes(
          'The stronger the colour, the larger the share of the true class. The diagonal is right.',
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
            description: `${percent(metrics.accuracy)} of the rows lie on the diagonal. ${describePairs(metrics, pairs)}`,
          },
          names,
          matrix,
        ),
        table: {
          caption: 'Rows by true class and predicted class',
          head: ['True class', ...names.map((name) => cut(name, 20))],
          rows: matrix.map((row, i) => [cut(names[i]!, MAX_NAME_LENGTH), ...row.map(whole)]),
        },
      }),
      html`<div>
        <h3>Each class</h3>
        ${tableHtml({
          caption: 'Precision, recall and F1 of each class',
          head: ['Class', 'Precision', 'Recall', 'F1', 'ROC-AUC', 'Rows'],
          rows: listed.map((k) => [
            cut(classes[k]!, MAX_NAME_LENGTH),
            four(perClass.precision[k]!),
            four(perClass.recall[k]!),
            four(perClass.f1[k]!),
            four(perClass.rocAuc[k]!),
            whole(perClass.support[k]!),
          ]),
          note: leftOutNote(listed.length, classes.length, 'with the lowest F1'),
        })}${
          pairs.length > 0 &&
          html`<h3 style="margin-top:1.2rem">Confused most</h3>
            ${tableHtml({
              caption: 'Pairs of classes that are confused most',
              head: ['Truth', 'Taken for', 'Rows', 'Share of the class'],
              words: [0, 1],
              rows: pairs.map(({ truth, predicted, rows }) => [
                cut(classes[truth]!, MAX_NAME_LENGTH),
                cut(classes[predicted]!, MAX_NAME_LENGTH),
                whole(rows),
                percent(rows / perClass.support[truth]!),
              ]),
            })}`
        }
      </div>`,
    )}`,
  };
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
  return `Most often, ${classes[most.truth]!} is taken for ${classes[most.predicted]!}: ${whole(most.rows)} rows.`;
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

function joinNotes(...notes: readonly (string | undefined)[]): string {
  return notes.filter((note) => note !== undefined).join(' ');
}
