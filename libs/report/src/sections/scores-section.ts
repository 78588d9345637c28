import { ruleX } from '@observablehq/plot';
import {
  averagePrecision,
  calibratedScores,
  calibrationCurve,
  calibrationError,
  isImbalanced,
  oneVsRest,
  precisionRecallCurve,
  rocCurve,
  wilsonInterval,
} from '@lambda-forest/evaluator';
import type { BinaryScores, ClassificationMetrics } from '@lambda-forest/evaluator';
import { count, formatInteger, fourDecimals, truncate } from '@lambda-forest/text';

import { histogram } from '../charts/histogram.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import { lineChart } from '../charts/line-chart.ts';
import type { LineChart } from '../charts/line-chart.ts';
import { ACCENT, MUTED, PALETTE } from '../charts/theme.ts';
import { evenly, thinCurve } from '../charts/thin.ts';
import { truncateNames, percent } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import { chooseClasses, leftOutNote } from './chosen-classes.ts';
import type { ChosenClass } from './chosen-classes.ts';

const SHARE = { domain: [0, 1], ticks: 5 };
const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];
/** Radius of the dot of the fullest bin of a calibration, and of the emptiest. */
const DOT_RADIUS = { largest: 9, smallest: 2.5 };
const SCORE_BINS = 20;
const CALIBRATION_BINS = 10;
const MAX_TABLE_ROWS = 25;
const MAX_NAME_LENGTH = 30;

interface Drawn extends ChosenClass {
  readonly rows: BinaryScores;
}

/** How good the probabilities are: whether they rank rows well, and whether they come true. */
export function scoresSection(
  metrics: ClassificationMetrics,
  truth: Int32Array,
  scores: Float64Array,
): Section {
  const { classes, perClass } = metrics;
  // Of two classes one suffices, the rare one if one is: the other's curves are its mirror images.
  const [first = 0, second = 0] = perClass.support;
  const index = isImbalanced([first, second]) && first < second ? 0 : 1;
  const chosen =
    classes.length === 2
      ? [{ index, name: classes[index]!, color: ACCENT }]
      : chooseClasses(classes, (k) => perClass.rocAuc[k] ?? 2);
  const drawn = chosen.map((each) => ({
    ...each,
    rows: oneVsRest(truth, scores, classes.length, each.index),
  }));
  const note =
    classes.length === 2
      ? `For the class ${truncate(classes[index]!, MAX_NAME_LENGTH)}; the other one mirrors it.`
      : (leftOutNote(chosen.length, classes.length, 'with the smallest area') ??
        'Each class against all others.');
  return {
    id: 'scores',
    title: 'Curves, calibration and scores',
    content: figures(
      rocFigure(drawn, metrics, note),
      precisionRecallFigure(drawn, note),
      calibrationFigure(metrics, truth, scores),
      scoreFigure(metrics, truth, scores),
    ),
  };
}

/** A class's curve: its points from the first threshold to the last, and its score in words. */
interface Curve extends Drawn {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly thresholds: Float64Array;
  /** Such as `area 0.9000`. */
  readonly score: string;
}

function rocFigure(drawn: readonly Drawn[], metrics: ClassificationMetrics, note: string): Html {
  const curves = drawn.flatMap((each): Curve[] => {
    const curve = rocCurve(each.rows);
    if (curve === null) return [];
    const { falsePositiveRate: x, truePositiveRate: y, thresholds } = curve;
    const score = `area ${fourDecimals(metrics.perClass.rocAuc[each.index]!)}`;
    return [{ ...each, x, y, thresholds, score }];
  });
  return curveFigure('ROC curve', curves, {
    id: 'roc',
    caption: 'Points of the ROC curves',
    note: `${note} How many rows of a class are found, against how many others are mistaken for them; the dashed line is chance.`,
    x: 'False positive rate',
    y: 'True positive rate',
    reference: DIAGONAL,
  });
}

function precisionRecallFigure(drawn: readonly Drawn[], note: string): Html {
  const curves = drawn.flatMap((each): Curve[] => {
    const curve = precisionRecallCurve(each.rows);
    if (curve === null) return [];
    const { recall: x, precision: y, thresholds } = curve;
    const score = `average precision ${fourDecimals(averagePrecision(curve))}`;
    return [{ ...each, x, y, thresholds, score }];
  });
  // Chance is the class's share of the rows: one line for one class, too many for several.
  const [only] = curves.length === 1 ? curves : [];
  return curveFigure('Precision-recall curve', curves, {
    id: 'pr',
    caption: 'Points of the precision-recall curves',
    note: `${note} What each gain in recall costs in precision${only === undefined ? '' : '; the dashed line is chance'}.`,
    x: 'Recall',
    y: 'Precision',
    curve: 'step-after',
    level: only && shareOf(only.rows),
  });
}

function curveFigure(
  title: string,
  curves: readonly Curve[],
  {
    note,
    caption,
    ...chart
  }: Omit<LineChart, 'text' | 'lines' | 'x'> & { note: string; caption: string; x: string },
): Html {
  const legendNames = truncateNames(
    curves.map(({ name }) => name),
    MAX_NAME_LENGTH,
  );
  return figure({
    title,
    note,
    legend: curves.map(({ color, score }, i) => ({ color, name: `${legendNames[i]!} (${score})` })),
    chart: lineChart({
      ...chart,
      text: { title, description: curves.map(({ name, score }) => `${name}: ${score}`).join(', ') },
      xScale: SHARE,
      yScale: SHARE,
      lines: curves.map(({ color, x, y }) => ({
        color,
        points: thinCurve(x, y).map((i) => ({ x: x[i]!, y: y[i]! })),
      })),
    }),
    table: {
      caption,
      head: ['Class', 'Threshold', chart.x, chart.y],
      rows: curves.flatMap(({ x, y, thresholds }, curve) =>
        evenly(thresholds.length, perCurve(curves.length)).map((i) => [
          legendNames[curve]!,
          Number.isFinite(thresholds[i]) ? fourDecimals(thresholds[i]!) : 'above all',
          fourDecimals(x[i]!),
          fourDecimals(y[i]!),
        ]),
      ),
    },
  });
}

/** The share of the rows that belong to the class. */
function shareOf({ isPositive }: BinaryScores): number {
  return isPositive.reduce((sum, one) => sum + one, 0) / isPositive.length;
}

/** Tables stay readable: the more curves, the fewer points of each. */
function perCurve(curves: number): number {
  return Math.max(6, Math.floor(MAX_TABLE_ROWS / Math.max(1, curves)));
}

function calibrationFigure(
  { classes }: ClassificationMetrics,
  truth: Int32Array,
  scores: Float64Array,
): Html {
  const isBinary = classes.length === 2;
  const rows = calibratedScores(truth, scores, classes.length);
  const bins = calibrationCurve(rows, CALIBRATION_BINS);
  const error = calibrationError(bins);
  const intervals = bins.map(({ predicted, observed, count }) => ({
    predicted,
    ...wilsonInterval(Math.round(observed * count), count),
  }));
  const fullest = Math.max(...bins.map(({ count }) => count));
  const what = isBinary
    ? `probability of ${truncate(classes[1]!, 24)}`
    : 'probability of the chosen class';
  return figure({
    title: 'Calibration',
    note: `Whether a probability comes true: on the dashed line, eight in ten of the rows with 0.8 are right. The larger a dot, the more rows; its line is the 95 % interval of the share, and a dot whose line meets the dashed one may be off by chance. Expected calibration error ${fourDecimals(error)}.`,
    chart: lineChart({
      id: 'calibration',
      text: {
        title: 'Calibration curve',
        description: `Expected calibration error ${fourDecimals(error)}, in ${count(bins.length, 'bin')} of ${what}.`,
      },
      x: `Mean ${what}`,
      y: isBinary ? 'Share of rows of the class' : 'Share of rows that are right',
      xScale: SHARE,
      yScale: SHARE,
      dots: true,
      reference: DIAGONAL,
      marks: [ruleX(intervals, { x: 'predicted', y1: 'lower', y2: 'upper', stroke: MUTED })],
      lines: [
        {
          color: ACCENT,
          points: bins.map(({ predicted, observed, count }) => ({
            x: predicted,
            y: observed,
            r: Math.max(DOT_RADIUS.smallest, DOT_RADIUS.largest * Math.sqrt(count / fullest)),
          })),
        },
      ],
    }),
    table: {
      caption: 'Calibration by bins',
      head: ['Bin', 'Rows', 'Mean probability', 'Observed share'],
      rows: bins.map(({ lower, upper, count, predicted, observed }) => [
        `${lower.toFixed(1)} to ${upper.toFixed(1)}`,
        formatInteger(count),
        fourDecimals(predicted),
        fourDecimals(observed),
      ]),
    },
  });
}

function scoreFigure(
  { classes, accuracy }: ClassificationMetrics,
  truth: Int32Array,
  scores: Float64Array,
): Html {
  const isBinary = classes.length === 2;
  const { isPositive, scores: shown } = calibratedScores(truth, scores, classes.length);
  const groups = isBinary
    ? classes.map((name, positive) => ({
        name: `truly ${truncate(name, MAX_NAME_LENGTH)}`,
        positive,
        color: PALETTE[positive]!,
      }))
    : [
        { name: 'right', positive: 1, color: PALETTE[2]! },
        { name: 'wrong', positive: 0, color: PALETTE[1]! },
      ];
  const series = groups.map((group) => ({
    ...group,
    histogram: histogram(
      shown.filter((_, row) => isPositive[row] === group.positive),
      0,
      1,
      SCORE_BINS,
    ),
  }));
  const x = isBinary
    ? `Probability of ${truncate(classes[1]!, MAX_NAME_LENGTH)}`
    : 'Probability of the chosen class';
  return figure({
    title: 'Distribution of scores',
    note: isBinary
      ? 'The further apart the two colours are, the more certain the model is.'
      : 'How certain the model is when it is right, and when it is wrong.',
    legend: series,
    chart: histogramChart(
      'score-distribution',
      {
        title: `Histogram of the ${x.toLowerCase()}`,
        description: `${percent(accuracy)} of the rows are predicted right.`,
      },
      { x, y: 'Rows' },
      series,
      { xScale: SHARE },
    ),
    table: {
      caption: 'Rows by score',
      head: ['Score', ...series.map(({ name }) => name)],
      rows: series[0]!.histogram.bins.map(({ lower, upper }, i) => [
        html`${lower.toFixed(2)} to ${upper.toFixed(2)}`,
        ...series.map(({ histogram: { bins } }) => formatInteger(bins[i]!.count)),
      ]),
    },
  });
}
