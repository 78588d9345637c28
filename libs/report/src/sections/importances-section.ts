import { METRICS } from '@lambda-forest/evaluator';
import { formatInteger, truncate } from '@lambda-forest/text';

import { barChart } from '../charts/bar-chart.ts';
import type { Bar } from '../charts/bar-chart.ts';
import { PALETTE } from '../charts/theme.ts';
import { fourDecimals } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
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

function impurityFigure({ schema, explanation: { importances } }: ReportInput) {
  if (importances === undefined) return undefined;
  const bars = schema.features.map(({ name }, feature) => bar(name, importances[feature]!, 0));
  return importanceFigure('impurity', bars, {
    note: 'How much each feature’s splits lowered impurity while the trees grew, as shares of 1.',
    label: 'Share of the decrease in impurity',
    head: ['Importance'],
  });
}

function permutationFigure({
  schema,
  metric,
  explanation: { permutation },
  evaluation,
}: ReportInput) {
  if (permutation === undefined) return undefined;
  const { features, mean, standardDeviation, repeats } = permutation;
  const { title: what, isHigherBetter } = METRICS[metric];
  const change = isHigherBetter ? 'Fall' : 'Rise';
  const bars = features.map((feature, i) =>
    bar(schema.features[feature]!.name, mean[i]!, 1, standardDeviation[i]),
  );
  const rows = evaluation.rows.length;
  const sampled =
    permutation.rows < rows
      ? ` ${formatInteger(permutation.rows)} of ${formatInteger(rows)} rows, drawn at random.`
      : '';
  const tested =
    features.length < schema.features.length
      ? ` Of the ${formatInteger(features.length)} features with the largest importance by impurity.`
      : '';
  return importanceFigure('permutation', bars, {
    note: `How much worse the ${what} on ${evaluation.rowsName} is when a feature is shuffled, mean and deviation of ${repeats} times.${sampled}${tested}`,
    label: `${change} of the ${what}`,
    head: [`${change} of the ${what}`, 'Deviation'],
  });
}

function importanceFigure(
  kind: string,
  bars: readonly Bar[],
  { note, label, head }: { note: string; label: string; head: readonly string[] },
): Html {
  const ranked = bars.toSorted((a, b) => b.value - a.value);
  const title = `Importances by ${kind}`;
  const top = ranked.slice(0, 5).map(({ name, value }) => `${name} ${value.toFixed(3)}`);
  return figure({
    title: `By ${kind}`,
    note: `${note}${ranked.length > MAX_BARS ? ` The first ${MAX_BARS} are drawn.` : ''}`,
    chart: barChart(
      kind,
      { title, description: `The largest: ${top.join(', ')}.` },
      label,
      ranked.slice(0, MAX_BARS),
    ),
    table: {
      caption: title,
      head: ['Feature', ...head],
      rows: ranked
        .slice(0, MAX_TABLE_ROWS)
        .map(({ name, value, deviation }) => [
          truncate(name, 60),
          fourDecimals(value),
          ...(deviation === undefined ? [] : [fourDecimals(deviation)]),
        ]),
    },
  });
}

function bar(name: string, value: number, color: number, deviation?: number): Bar {
  const label = value.toFixed(3).replace('-0.000', '0.000');
  return { name, value, label, color: PALETTE[color]!, deviation };
}
