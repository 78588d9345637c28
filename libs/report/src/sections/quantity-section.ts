import type { RegressionMetrics } from '@lambda-forest/evaluator';
import { quantile } from '@lambda-forest/evaluator';

import { histogram } from '../charts/histogram.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import { scatterChart } from '../charts/scatter-chart.ts';
import { ACCENT } from '../charts/theme.ts';
import { range } from '../charts/range.ts';
import { evenly } from '../charts/thin.ts';
import { cut, percent, short, whole } from '../format.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';

const MAX_POINTS = 700;
const MAX_TABLE_ROWS = 25;
const ERROR_BINS = 30;
const SHARES = [0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** A regressor's predictions beside the truth, and what is left. */
export function quantitySection(
  { rmse }: RegressionMetrics,
  target: string,
  truth: Float64Array,
  predictions: Float64Array,
): Section {
  const name = cut(target, 30);
  const shown = evenly(truth.length, MAX_POINTS);
  const note =
    shown.length < truth.length
      ? `${whole(shown.length)} of ${whole(truth.length)} rows, evenly spaced.`
      : 'Every row is a dot.';
  const residuals = truth.map((value, row) => value - predictions[row]!);
  const [lowest, highest] = range(predictions);
  const [least, most] = range(truth);
  const [low, high] = [Math.min(lowest, least), Math.max(highest, most)];
  return {
    id: 'predictions',
    title: 'Predictions and residuals',
    content: figures(
      figure({
        title: 'Predicted against actual',
        note: `${note} On the dashed line both are equal.`,
        chart: scatterChart(
          'predicted',
          {
            title: `Predicted against actual ${target}`,
            description: `The root mean squared distance from the dashed line is ${short(rmse)}.`,
          },
          { x: `Actual ${name}`, y: `Predicted ${name}` },
          shown.map((row) => ({ x: truth[row]!, y: predictions[row]! })),
          [
            { x: low, y: low },
            { x: high, y: high },
          ],
        ),
        table: {
          caption: 'Predicted and actual values',
          head: ['Row of the evaluation', 'Actual', 'Predicted', 'Residual'],
          rows: evenly(truth.length, MAX_TABLE_ROWS).map((row) => [
            whole(row + 1),
            short(truth[row]!, 6),
            short(predictions[row]!, 6),
            short(residuals[row]!, 4),
          ]),
        },
      }),
      figure({
        title: 'Residuals against predictions',
        note: `${note} A residual is the actual value minus the predicted one; a slope or a funnel tells of something that the model misses.`,
        chart: scatterChart(
          'residuals',
          {
            title: 'Residuals against predictions',
            description: `Residuals lie from ${short(Math.min(...shownOf(residuals)))} to ${short(Math.max(...shownOf(residuals)))}.`,
          },
          { x: `Predicted ${name}`, y: 'Residual' },
          shown.map((row) => ({ x: predictions[row]!, y: residuals[row]! })),
          [
            { x: lowest, y: 0 },
            { x: highest, y: 0 },
          ],
        ),
      }),
      errorFigure(residuals),
      sizeFigure(residuals),
    ),
  };

  function shownOf(values: Float64Array): number[] {
    return shown.map((row) => values[row]!);
  }
}

function errorFigure(residuals: Float64Array) {
  const [low, high] = range(residuals);
  const found = histogram(residuals, low, high, ERROR_BINS);
  return figure({
    title: 'Distribution of residuals',
    note: 'A model without a leaning has them around 0, as many on one side as on the other.',
    chart: histogramChart(
      'residual-distribution',
      {
        title: 'Histogram of the residuals',
        description: `From ${short(low)} to ${short(high)}.`,
      },
      { x: 'Residual', y: 'Rows' },
      [{ color: ACCENT, histogram: found }],
      { level: 0 },
    ),
    table: {
      caption: 'Rows by residual',
      head: ['Residual', 'Rows'],
      rows: found.bins.map(({ lower, upper, count }) => [
        `${short(lower)} to ${short(upper)}`,
        whole(count),
      ]),
    },
  });
}

function sizeFigure(residuals: Float64Array) {
  const sizes = residuals.map(Math.abs).sort();
  const [, highest] = range(sizes);
  const found = histogram(sizes, 0, highest, ERROR_BINS);
  return figure({
    title: 'Size of the errors',
    note: `Half of the rows are off by at most ${short(quantile(sizes, 0.5))}, nine in ten by at most ${short(quantile(sizes, 0.9))}.`,
    chart: histogramChart(
      'error-size',
      {
        title: 'Histogram of the absolute errors',
        description: SHARES.map(
          (share) => `${percent(share)} of rows: at most ${short(quantile(sizes, share))}`,
        ).join(', '),
      },
      { x: 'Absolute error', y: 'Rows' },
      [{ color: ACCENT, histogram: found }],
    ),
    table: {
      caption: 'Absolute error that a share of the rows keeps within',
      head: ['Share of rows', 'At most'],
      rows: SHARES.map((share) => [percent(share), short(quantile(sizes, share))]),
    },
  });
}
