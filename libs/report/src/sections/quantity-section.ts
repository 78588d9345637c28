import type { RegressionMetrics } from '@lambda-forest/evaluator';
import { quantile } from '@lambda-forest/evaluator';
import { count, formatInteger, truncate } from '@lambda-forest/text';

import { histogram } from '../charts/histogram.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import { lineChart } from '../charts/line-chart.ts';
import type { LineChart } from '../charts/line-chart.ts';
import { ACCENT } from '../charts/theme.ts';
import { range } from '../charts/range.ts';
import { evenly } from '../charts/thin.ts';
import { percent, shortNumber } from '../format.ts';
import type { Html } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';

const MAX_POINTS = 700;
const MAX_TABLE_ROWS = 25;
const ERROR_BINS = 30;
const MAX_NAME_LENGTH = 30;
const SHARES = [0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** Predictions of a quantity and the true values, row by row. */
interface Predicted {
  readonly target: string;
  readonly truth: Float64Array;
  readonly predictions: Float64Array;
  /** The actual value minus the predicted one. */
  readonly residuals: Float64Array;
  /** Rows that are drawn. */
  readonly shown: readonly number[];
}

/** A regressor's predictions beside the truth, and the residuals. */
export function quantitySection(
  { rmse }: RegressionMetrics,
  target: string,
  truth: Float64Array,
  predictions: Float64Array,
): Section {
  const residuals = truth.map((value, row) => value - predictions[row]!);
  const shown = evenly(truth.length, MAX_POINTS);
  const predicted = { target, truth, predictions, residuals, shown };
  return {
    id: 'predictions',
    title: 'Predictions and residuals',
    content: figures(
      predictionFigure(predicted, rmse),
      residualFigure(predicted),
      errorFigure(residuals),
      sizeFigure(residuals),
    ),
  };
}

function shownNote({ shown, truth }: Predicted): string {
  return shown.length < truth.length
    ? `${formatInteger(shown.length)} of ${count(truth.length, 'row')}, evenly spaced.`
    : 'Every row is a dot.';
}

function predictionFigure(predicted: Predicted, rmse: number): Html {
  const { target, truth, predictions, residuals, shown } = predicted;
  const name = truncate(target, MAX_NAME_LENGTH);
  const ends = [...range(predictions), ...range(truth)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return figure({
    title: 'Predicted against actual',
    note: `${shownNote(predicted)} On the dashed line both are equal.`,
    chart: scatterChart({
      id: 'predicted',
      text: {
        title: `Predicted against actual ${target}`,
        description: `The root mean squared distance from the dashed line is ${shortNumber(rmse)}.`,
      },
      x: `Actual ${name}`,
      y: `Predicted ${name}`,
      points: shown.map((row) => ({ x: truth[row]!, y: predictions[row]! })),
      reference: [
        { x: low, y: low },
        { x: high, y: high },
      ],
    }),
    table: {
      caption: 'Predicted and actual values',
      head: ['Row of the evaluation', 'Actual', 'Predicted', 'Residual'],
      rows: evenly(truth.length, MAX_TABLE_ROWS).map((row) => [
        formatInteger(row + 1),
        shortNumber(truth[row]!, 6),
        shortNumber(predictions[row]!, 6),
        shortNumber(residuals[row]!, 4),
      ]),
    },
  });
}

function residualFigure(predicted: Predicted): Html {
  const { target, predictions, residuals, shown } = predicted;
  const [lowest, highest] = range(predictions);
  const drawn = shown.map((row) => residuals[row]!);
  return figure({
    title: 'Residuals against predictions',
    note: `${shownNote(predicted)} A residual is the actual value minus the predicted one; a slope or a funnel shows that the model misses something.`,
    chart: scatterChart({
      id: 'residuals',
      text: {
        title: 'Residuals against predictions',
        description: `Residuals lie from ${shortNumber(Math.min(...drawn))} to ${shortNumber(Math.max(...drawn))}.`,
      },
      x: `Predicted ${truncate(target, MAX_NAME_LENGTH)}`,
      y: 'Residual',
      points: shown.map((row) => ({ x: predictions[row]!, y: residuals[row]! })),
      reference: [
        { x: lowest, y: 0 },
        { x: highest, y: 0 },
      ],
    }),
  });
}

/** Dots, the fewer the more opaque, because many overlap. */
function scatterChart({
  points,
  ...chart
}: Omit<LineChart, 'lines'> & Pick<LineChart['lines'][number], 'points'>): Html {
  const opacity = Math.max(0.25, Math.min(0.75, 60 / Math.sqrt(points.length) / 10));
  return lineChart({
    ...chart,
    lines: [{ color: ACCENT, opacity, points }],
    dots: true,
    onlyDots: true,
    xScale: { nice: true, ticks: 6 },
    yScale: { nice: true },
  });
}

function errorFigure(residuals: Float64Array): Html {
  const [low, high] = range(residuals);
  const found = histogram(residuals, low, high, ERROR_BINS);
  return figure({
    title: 'Distribution of residuals',
    note: 'An unbiased model has them around 0, as many on one side as on the other.',
    chart: histogramChart(
      'residual-distribution',
      {
        title: 'Histogram of the residuals',
        description: `From ${shortNumber(low)} to ${shortNumber(high)}.`,
      },
      { x: 'Residual', y: 'Rows' },
      [{ color: ACCENT, histogram: found }],
      { level: 0 },
    ),
    table: {
      caption: 'Rows by residual',
      head: ['Residual', 'Rows'],
      rows: found.bins.map(({ lower, upper, count }) => [
        `${shortNumber(lower)} to ${shortNumber(upper)}`,
        formatInteger(count),
      ]),
    },
  });
}

function sizeFigure(residuals: Float64Array): Html {
  const sizes = residuals.map(Math.abs).sort();
  const [, highest] = range(sizes);
  const found = histogram(sizes, 0, highest, ERROR_BINS);
  return figure({
    title: 'Size of the errors',
    note: `Half of the rows are off by at most ${shortNumber(quantile(sizes, 0.5))}, nine in ten by at most ${shortNumber(quantile(sizes, 0.9))}.`,
    chart: histogramChart(
      'error-size',
      {
        title: 'Histogram of the absolute errors',
        description: SHARES.map(
          (share) => `${percent(share)} of rows: at most ${shortNumber(quantile(sizes, share))}`,
        ).join(', '),
      },
      { x: 'Absolute error', y: 'Rows' },
      [{ color: ACCENT, histogram: found }],
    ),
    table: {
      caption: 'Absolute error that a share of the rows does not exceed',
      head: ['Share of rows', 'At most'],
      rows: SHARES.map((share) => [percent(share), shortNumber(quantile(sizes, share))]),
    },
  });
}
