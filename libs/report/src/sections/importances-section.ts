import { formatInteger, truncate } from '@lambda-forest/text';

import { barChart } from '../charts/bar-chart.ts';
import type { Bar } from '../charts/bar-chart.ts';
import { PALETTE } from '../charts/theme.ts';
import { fourDecimals } from '../format.ts';
import { html } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

const MAX_BARS = 15;
const MAX_TABLE_ROWS = 60;

/** Which features the forest uses, and which it needs. */
export function importancesSection(input: ReportInput): Section | undefined {
  const drawn = [impurityFigure(input), permutationFigure(input)].filter(
    (one) => one !== undefined,
  );
  if (drawn.length === 0) return undefined;
  return {
    id: 'importances',
    title: 'Importance of features',
    content: html`<p>
        If features carry the same information, impurity credits each a little, and permutation
        none: shuffling one leaves the other.
      </p>
      ${figures(drawn)}`,
  };
}

function impurityFigure({ schema, explanation }: ReportInput) {
  const { importances } = explanation;
  if (importances === undefined) return undefined;
  const ranked = schema.features
    .map(({ name }, feature) => ({ name, value: importances[feature]! }))
    .sort((a, b) => b.value - a.value);
  return figure({
    title: 'By impurity',
    note: `How much each feature’s splits lowered impurity while the trees grew, as shares of 1.${leftOut(ranked.length)}`,
    chart: barChart(
      'impurity',
      describe('Importances by impurity', ranked),
      'Share of the decrease in impurity',
      ranked.slice(0, MAX_BARS).map(({ name, value }) => bar(name, value, 0)),
    ),
    table: {
      caption: 'Importances by impurity',
      head: ['Feature', 'Importance'],
      rows: ranked
        .slice(0, MAX_TABLE_ROWS)
        .map(({ name, value }) => [truncate(name, 60), fourDecimals(value)]),
    },
  });
}

function permutationFigure({ schema, explanation, evaluation }: ReportInput) {
  const { permutation } = explanation;
  if (permutation === undefined) return undefined;
  const what = schema.task === 'classification' ? 'accuracy' : 'R2';
  const ranked = permutation.features
    .map((feature, i) => ({
      name: schema.features[feature]!.name,
      value: permutation.mean[i]!,
      deviation: permutation.standardDeviation[i]!,
    }))
    .sort((a, b) => b.value - a.value);
  const rows = evaluation.rows.length;
  const sampled =
    permutation.rows < rows
      ? ` ${formatInteger(permutation.rows)} of ${formatInteger(rows)} rows, drawn at random.`
      : '';
  const tested =
    permutation.features.length < schema.features.length
      ? ` Of the ${formatInteger(permutation.features.length)} features with the largest importance by impurity.`
      : '';
  return figure({
    title: 'By permutation',
    note: `How much the ${what} on ${evaluation.rowsName} falls when a feature is shuffled, mean and deviation of ${permutation.repeats} times.${sampled}${tested}${leftOut(ranked.length)}`,
    chart: barChart(
      'permutation',
      describe('Importances by permutation', ranked),
      `Fall of the ${what}`,
      ranked.slice(0, MAX_BARS).map(({ name, value, deviation }) => bar(name, value, 1, deviation)),
    ),
    table: {
      caption: 'Importances by permutation',
      head: ['Feature', `Fall of the ${what}`, 'Deviation'],
      rows: ranked
        .slice(0, MAX_TABLE_ROWS)
        .map(({ name, value, deviation }) => [
          truncate(name, 60),
          fourDecimals(value),
          fourDecimals(deviation),
        ]),
    },
  });
}

function bar(name: string, value: number, color: number, deviation?: number): Bar {
  const label = value.toFixed(3).replace('-0.000', '0.000');
  return {
    name,
    value,
    label,
    color: PALETTE[color]!,
    deviation,
  };
}

function leftOut(features: number): string {
  return features > MAX_BARS ? ` The first ${MAX_BARS} are drawn.` : '';
}

function describe(title: string, ranked: readonly { name: string; value: number }[]) {
  const top = ranked.slice(0, 5).map(({ name, value }) => `${name} ${value.toFixed(3)}`);
  return { title, description: `The largest: ${top.join(', ')}.` };
}
