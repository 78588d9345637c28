import { numberAt, placeOf } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { predictedClasses } from '@lambda-forest/evaluator';
import { formatInteger, fourDecimals, truncate } from '@lambda-forest/text';

import { shortNumber, truncateNames } from '../format.ts';
import { featureValue } from '../feature-value.ts';
import { html } from '../html.ts';
import type { HtmlValue } from '../html.ts';
import { tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

const MAX_ROWS = 12;
const MAX_COLUMNS = 8;
const VALUE_DIGITS = 5;

/** The rows with the worst predictions: mistakes in the data often show here. */
export function worstSection(input: ReportInput): Section {
  const { evaluation, explanation, schema } = input;
  const { dataset, rows, scores } = evaluation;
  const features = explanation.leading.slice(0, MAX_COLUMNS);
  const names = truncateNames(
    features.map((feature) => schema.features[feature]!.name),
    24,
  );
  const { head, worst } =
    dataset.task === 'classification'
      ? worstOfClasses(dataset, rows, scores)
      : worstOfQuantities(dataset, rows, scores);
  return {
    id: 'worst',
    title: 'The worst-predicted rows',
    content: html`<p>
        Look at these first: an outlier, a wrong label or a kind of row that training hardly saw.
        Lines are those of the file, counted from 1, as in messages. These are rows of the table as
        they are: mind who gets to see this page.
      </p>
      ${tableHtml({
        caption: 'Rows predicted worst',
        head: ['Line', ...head, ...names],
        words: dataset.task === 'classification' ? [1, 2] : [],
        rows: worst.map(({ row, cells }) => [
          lineText(evaluation.table, row),
          ...cells,
          ...features.map((feature) => valueText(dataset, feature, row)),
        ]),
        note: shownWords(features.length, explanation.leading.length, schema.features.length),
      })}`,
  };
}

function shownWords(shown: number, columns: number, features: number): string | undefined {
  const ofColumns = features > columns ? ', and of each the feature that matters most' : '';
  if (shown < columns) {
    return `The ${shown} most important of ${formatInteger(columns)} columns are shown${ofColumns}.`;
  }
  return ofColumns === '' ? undefined : 'Of each column the feature that matters most is shown.';
}

interface Worst {
  readonly head: readonly string[];
  readonly worst: readonly { readonly row: number; readonly cells: readonly HtmlValue[] }[];
}

function worstOfClasses(
  dataset: Extract<Dataset, { task: 'classification' }>,
  rows: Uint32Array,
  scores: Float64Array,
): Worst {
  const { classes } = dataset.schema.target;
  const names = truncateNames(classes, 30);
  const predicted = predictedClasses(scores, classes.length);
  const given = (i: number, k: number) => scores[i * classes.length + k]!;
  const sureOf = (i: number) => given(i, dataset.target[rows[i]!]!);
  const ranked = worstOf(rows, (i) => -sureOf(i));
  return {
    head: ['Truth', 'Predicted', 'Probability of the truth', 'Probability of the prediction'],
    worst: ranked.map(({ row, i }) => ({
      row,
      cells: [
        names[dataset.target[row]!]!,
        `${names[predicted[i]!]!}${predicted[i] === dataset.target[row] ? '\u00a0✓' : ''}`,
        fourDecimals(sureOf(i)),
        fourDecimals(given(i, predicted[i]!)),
      ],
    })),
  };
}

function worstOfQuantities(
  dataset: Extract<Dataset, { task: 'regression' }>,
  rows: Uint32Array,
  scores: Float64Array,
): Worst {
  const residualOf = (i: number) => dataset.target[rows[i]!]! - scores[i]!;
  const ranked = worstOf(rows, (i) => Math.abs(residualOf(i)));
  return {
    head: ['Actual', 'Predicted', 'Residual'],
    worst: ranked.map(({ row, i }) => ({
      row,
      cells: [
        shortNumber(dataset.target[row]!, 6),
        shortNumber(scores[i]!, 6),
        shortNumber(residualOf(i), 4),
      ],
    })),
  };
}

interface Ranked {
  readonly row: number;
  /** Its place among the rows. */
  readonly i: number;
  readonly error: number;
}

/** Those of the largest errors, the first rows of equals. No more are kept: there may be millions. */
function worstOf(rows: Uint32Array, errorOf: (i: number) => number): readonly Ranked[] {
  const worst: Ranked[] = [];
  for (const [i, row] of rows.entries()) {
    const error = errorOf(i);
    const last = worst.at(-1);
    const ranked = { row, i, error };
    if (worst.length === MAX_ROWS && byError(last!, ranked) < 0) continue;
    worst.push(ranked);
    worst.sort(byError);
    if (worst.length > MAX_ROWS) worst.pop();
  }
  return worst;
}

function byError(a: Ranked, b: Ranked): number {
  return b.error - a.error || a.row - b.row;
}

/** With the file if there are several. */
function lineText(table: ReportInput['evaluation']['table'], row: number): string {
  const { row: line, source } = placeOf(table, row);
  return source === undefined
    ? formatInteger(line)
    : `${truncate(source, 30)}, ${formatInteger(line)}`;
}

function valueText({ columns, schema }: Dataset, feature: number, row: number): string {
  return featureValue(schema.features[feature]!, numberAt(columns[feature]!, row), VALUE_DIGITS);
}
