import { numbersOf } from '@lambda-forest/data';
import { ruleX } from '@observablehq/plot';
import type { Markish, ScaleOptions } from '@observablehq/plot';
import type { Feature } from '@lambda-forest/schema';
import { count, formatInteger, fourDecimals, truncate } from '@lambda-forest/text';

import { lineChart } from '../charts/line-chart.ts';
import type { Line } from '../charts/line-chart.ts';
import { range } from '../charts/range.ts';
import { ACCENT, MUTED, textWidth } from '../charts/theme.ts';
import { truncateNames, shortNumber } from '../format.ts';
import { featureValue, isDays } from '../feature-value.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { figure } from '../page-parts.ts';
import type { LegendEntry, Section, Table } from '../page-parts.ts';
import type { Explanation, ReportInput } from '../report-input.ts';
import { chooseClasses, leftOutNote } from './chosen-classes.ts';
import type { ChosenClass } from './chosen-classes.ts';

const MAX_CLASSES = 5;
const MAX_LEVEL_LENGTH = 12;
const MAX_LEVELS = 12;
/** More levels than these have slanted names. */
const MAX_UPRIGHT_LEVELS = 4;
const SLANT_DEGREES = 35;
/** What the frame of a chart has room for below its axis. */
const LINE_HEIGHT = 24;
/** The possible ends of a scale of probabilities. */
const SHARE_SCALES = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1];

type Dependence = Explanation['partialDependence'][number];

/** How the answer changes with the features that matter most. */
export function dependenceSection(input: ReportInput): Section | undefined {
  const { partialDependence, partialDependenceRows } = input.explanation;
  if (partialDependence.length === 0) return undefined;
  const { schema } = input;
  const shown = classesOf(input);
  const isClassifier = schema.task === 'classification';
  const names = truncateNames(
    shown.map(({ name }) => name),
    30,
  );
  const legend = shown.map(({ color }, i) => ({ name: names[i]!, color }));
  const note = isClassifier
    ? leftOutNote(
        shown.length,
        Math.max(
          shown.length,
          schema.target.classes.length === 2 ? 1 : schema.target.classes.length,
        ),
        'most frequent',
      )
    : undefined;
  const bounds = boundsOf(partialDependence, shown, input);
  const context = { input, shown, outputs: outputsOf(input), bounds };
  return {
    id: 'dependence',
    title: 'Partial dependence',
    content: html`<p>
        The mean ${isClassifier ? 'probability' : 'prediction'} over
        ${formatInteger(partialDependenceRows.rows.length)} ${partialDependenceRows.name} if one
        feature had this value or that and all else were as it is. Marks at the foot are tenths of
        the rows. If features are correlated, it averages over rows that do not
        exist.${note !== undefined && html` ${note}`}${isClassifier && bounds[1] < 1 && ` The scales end at ${shortNumber(bounds[1])}.`}
      </p>
      ${
        isClassifier &&
        html`<ul class="legend">
          ${legend.map(entry)}
        </ul>`
      }
      <div class="figures small">
        ${partialDependence.map((dependence, i) => dependenceFigure(dependence, i, context))}
      </div>`,
  };
}

function entry({ name, color }: LegendEntry): Html {
  return html`<li><i style="background:${color}"></i>${name}</li>`;
}

/** The lines to draw: of two classes the second alone, and of a quantity itself. */
function classesOf({ schema }: ReportInput): readonly ChosenClass[] {
  if (schema.task === 'regression') {
    return [{ index: 0, name: schema.target.name, color: ACCENT }];
  }
  const { classes, counts } = schema.target;
  if (classes.length === 2) return [{ index: 1, name: classes[1]!, color: ACCENT }];
  return chooseClasses(classes, (k) => -counts[k]!, MAX_CLASSES);
}

function outputsOf({ schema }: ReportInput): number {
  return schema.task === 'classification' ? schema.target.classes.length : 1;
}

/** One scale for all drawings, so that they can be compared. */
function boundsOf(
  all: readonly Dependence[],
  shown: readonly ChosenClass[],
  input: ReportInput,
): [number, number] {
  if (input.schema.task === 'classification') return [0, largestShare(all, shown, input)];
  const [low, high] = range(all.flatMap(({ mean }) => Array.from(mean)));
  const room = (high - low) * 0.05 || 1;
  return shown.length === 0 ? [0, 1] : [low - room, high + room];
}

/** The end of the scale of probabilities: with many classes all are small, and on a scale up to 1 their lines would be flat. */
function largestShare(
  all: readonly Dependence[],
  shown: readonly ChosenClass[],
  input: ReportInput,
): number {
  const outputs = outputsOf(input);
  const shares = all.flatMap(({ grid, mean }) =>
    Array.from(grid).flatMap((_, i) => shown.map(({ index }) => mean[i * outputs + index]!)),
  );
  const largest = Math.max(...shares);
  return SHARE_SCALES.find((end) => end >= largest * 1.05) ?? 1;
}

/** What the figures have in common. */
interface Context {
  readonly input: ReportInput;
  readonly shown: readonly ChosenClass[];
  readonly outputs: number;
  readonly bounds: readonly [number, number];
}

function dependenceFigure(dependence: Dependence, place: number, context: Context): Html {
  const { feature, together = [], grid } = dependence;
  const { features } = context.input.schema;
  const values = valuesOf(dependence, features[feature]!);
  return figure({
    title: [feature, ...together].map((each) => featureName(features, each, 40)).join(' and '),
    note:
      values.length < grid.length
        ? `The first ${MAX_LEVELS} of ${count(grid.length, 'level')}.`
        : undefined,
    chart: dependenceChart(dependence, `pd${place}`, values, context),
    table: dependenceTable(dependence, values, context),
  });
}

/** Of at most `length` characters, told from those of other features. */
function featureName(features: readonly Feature[], feature: number, length: number): string {
  return truncateNames(
    features.map(({ name }) => name),
    length,
  )[feature]!;
}

/** The values that are drawn: all of a number's grid, and the first levels of a category. */
function valuesOf({ grid }: Dependence, { kind }: Feature): number[] {
  return Array.from(grid).slice(0, kind === 'categorical' ? MAX_LEVELS : undefined);
}

function dependenceChart(
  dependence: Dependence,
  id: string,
  values: readonly number[],
  context: Context,
): Html {
  const { input, bounds } = context;
  const { target, task } = input.schema;
  const feature = input.schema.features[dependence.feature]!;
  const isCategory = feature.kind === 'categorical';
  return lineChart({
    id,
    text: {
      title: `Partial dependence on ${feature.name}`,
      description: describeLines(dependence, values, context),
    },
    x: isCategory ? null : featureName(input.schema.features, dependence.feature, 30),
    y: task === 'classification' ? 'Mean probability' : `Mean ${truncate(target.name, 20)}`,
    lines: linesOf(dependence, values, context),
    dots: isCategory || values.length <= 12,
    onlyDots: isCategory,
    width: 360,
    height: 260,
    yScale: { domain: bounds },
    xScale: valueScale(feature, values),
    slantedHeight: isCategory ? slantedHeight(feature, values) : 0,
    marks: isCategory ? [] : [tenthMarks(input, dependence.feature, values, bounds)],
  });
}

function linesOf(
  { feature, mean }: Dependence,
  values: readonly number[],
  context: Context,
): Line[] {
  const { input, shown, outputs } = context;
  const isCategory = input.schema.features[feature]!.kind === 'categorical';
  return shown.map(({ index, color }) => ({
    color,
    points: values.map((value, i) => ({
      // Levels have no distances: they are drawn side by side.
      x: isCategory ? i : value,
      y: mean[i * outputs + index]!,
      r: isCategory ? 4.5 : undefined,
    })),
  }));
}

function describeLines(
  { feature, mean }: Dependence,
  values: readonly number[],
  { input, shown, outputs }: Context,
): string {
  const nameOf = (value: number) => featureValue(input.schema.features[feature]!, value);
  return shown
    .map(({ name, index }) => {
      const first = mean[index]!;
      const last = mean[(values.length - 1) * outputs + index]!;
      return `${name}: ${shortNumber(first)} at ${nameOf(values[0]!)}, ${shortNumber(last)} at ${nameOf(values.at(-1)!)}`;
    })
    .join('; ');
}

function valueScale(feature: Feature, values: readonly number[]): ScaleOptions {
  if (feature.kind === 'categorical') {
    const labels = levelLabels(feature, values);
    return {
      domain: [-0.3, values.length - 0.7],
      ticks: values.map((_, i) => i),
      tickFormat: (i: number) => labels[i]!,
      ...(values.length > MAX_UPRIGHT_LEVELS && { tickRotate: -SLANT_DEGREES }),
    };
  }
  if (isDays(feature)) {
    return { ticks: 3, tickFormat: (days: number) => featureValue(feature, days).slice(0, 7) };
  }
  return { ticks: 6 };
}

function levelLabels(feature: Feature, values: readonly number[]): string[] {
  return truncateNames(
    values.map((value) => featureValue(feature, value)),
    MAX_LEVEL_LENGTH,
  );
}

/** How far down the slanted names of levels reach beyond a line of text. */
function slantedHeight(feature: Feature, values: readonly number[]): number {
  if (values.length <= MAX_UPRIGHT_LEVELS) return 0;
  const longest = Math.max(...levelLabels(feature, values).map(textWidth));
  return Math.max(0, longest * Math.sin((SLANT_DEGREES * Math.PI) / 180) - LINE_HEIGHT);
}

function dependenceTable(
  { feature, mean }: Dependence,
  values: readonly number[],
  { input, shown, outputs }: Context,
): Table {
  const { schema } = input;
  const known = schema.features[feature]!;
  const format = (value: number) =>
    schema.task === 'classification' ? fourDecimals(value) : shortNumber(value, 5);
  return {
    caption: `Partial dependence on ${truncate(known.name, 60)}`,
    head: [
      featureName(schema.features, feature, 30),
      ...truncateNames(
        shown.map(({ name }) => name),
        20,
      ),
    ],
    rows: values.map((value, i) => [
      truncate(featureValue(known, value), 40),
      ...shown.map(({ index }) => format(mean[i * outputs + index]!)),
    ]),
  };
}

/** Marks at the foot of the drawing, at each tenth of the rows. */
function tenthMarks(
  input: ReportInput,
  feature: number,
  values: readonly number[],
  [low, high]: readonly [number, number],
): Markish {
  return ruleX(tenths(input, feature, values), {
    y1: low,
    y2: low + (high - low) * 0.035,
    stroke: MUTED,
  });
}

/** The deciles of the feature that are within the drawn values. */
function tenths(
  { evaluation, explanation }: ReportInput,
  feature: number,
  values: readonly number[],
): number[] {
  const { rows } = explanation.partialDependenceRows;
  const sorted = numbersOf(evaluation.dataset.columns[feature]!, rows)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return Array.from(
    { length: 9 },
    (_, i) => sorted[Math.floor(((i + 1) / 10) * sorted.length)] ?? NaN,
  ).filter((value) => value >= values[0]! && value <= values.at(-1)!);
}
