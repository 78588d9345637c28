import { ruleX } from '@observablehq/plot';

import { lineChart } from '../charts/line-chart.ts';
import { ACCENT, MUTED } from '../charts/theme.ts';
import { cut, cutNames, four, short, whole } from '../format.ts';
import { featureValue, isDays } from '../feature-value.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { figure } from '../page-parts.ts';
import type { LegendEntry, Section } from '../page-parts.ts';
import type { Explanation, ReportInput } from '../report-input.ts';
import { chooseClasses, leftOutNote } from './chosen-classes.ts';
import type { ChosenClass } from './chosen-classes.ts';

const MAX_CLASSES = 5;
const MAX_LEVEL_LENGTH = 12;
const MAX_LEVELS = 12;
/** Where a scale of probabilities may end. */
const SHARE_SCALES = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1];

type Dependence = Explanation['partialDependence'][number];

/** How the answer changes with the features that matter most. */
export function dependenceSection(input: ReportInput): Section | undefined {
  const { partialDependence, partialDependenceRows } = input.explanation;
  if (partialDependence.length === 0) return undefined;
  const { schema } = input;
  const shown = classesOf(input);
  const isClassifier = schema.task === 'classification';
  const names = cutNames(
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
  return {
    id: 'dependence',
    title: 'Partial dependence',
    content: html`<p>
        The mean ${isClassifier ? 'probability' : 'prediction'} over
        ${whole(partialDependenceRows.rows.length)} ${partialDependenceRows.name} if one feature had
        this value or that and all else were as it is. Marks at the foot are tenths of the rows.
        Where features go together, it asks about rows that do not
        exist.${note !== undefined && html` ${note}`}${isClassifier && bounds[1] < 1 && ` The scales end at ${short(bounds[1])}.`}
      </p>
      ${
        isClassifier &&
        html`<ul class="legend">
          ${legend.map(entry)}
        </ul>`
      }
      <div class="figures small">
        ${partialDependence.map((one, i) => dependenceFigure(one, i, input, shown, bounds))}
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
  let low = Infinity;
  let high = -Infinity;
  for (const { mean } of all) {
    for (let i = 0; i < mean.length; i++) {
      low = Math.min(low, mean[i]!);
      high = Math.max(high, mean[i]!);
    }
  }
  const room = (high - low) * 0.05 || 1;
  return shown.length === 0 ? [0, 1] : [low - room, high + room];
}

/** Where a scale of probabilities ends: among many classes all are small, and up to 1 their lines would lie flat. */
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

function dependenceFigure(
  { feature, together = [], grid, mean }: Dependence,
  place: number,
  input: ReportInput,
  shown: readonly ChosenClass[],
  bounds: [number, number],
): Html {
  const known = input.schema.features[feature]!;
  const outputs = outputsOf(input);
  const values = Array.from(grid).slice(0, known.kind === 'categorical' ? MAX_LEVELS : undefined);
  const nameOf = (value: number) => featureValue(known, value);
  const lines = shown.map(({ index, color }) => ({
    color,
    points: values.map((value, i) => ({
      // Levels have no distances: they stand side by side.
      x: known.kind === 'categorical' ? i : value,
      y: mean[i * outputs + index]!,
      ...(known.kind === 'categorical' ? { r: 4.5 } : {}),
    })),
  }));
  const what =
    input.schema.task === 'classification'
      ? 'Mean probability'
      : `Mean ${cut(input.schema.target.name, 20)}`;
  return figure({
    title: [feature, ...together]
      .map((one) => cut(input.schema.features[one]!.name, 40))
      .join(' and '),
    ...(values.length < grid.length
      ? { note: `The first ${MAX_LEVELS} of ${grid.length} levels.` }
      : {}),
    chart: lineChart({
      id: `pd${place}`,
      text: {
        title: `Partial dependence on ${known.name}`,
        description: shown
          .map(({ name, index }) => {
            const first = mean[index]!;
            const last = mean[(values.length - 1) * outputs + index]!;
            return `${name}: ${short(first)} at ${nameOf(values[0]!)}, ${short(last)} at ${nameOf(values.at(-1)!)}`;
          })
          .join('; '),
      },
      x: known.kind === 'categorical' ? null : cut(known.name, 30),
      y: what,
      lines,
      dots: known.kind === 'categorical' || values.length <= 12,
      onlyDots: known.kind === 'categorical',
      width: 360,
      height: 260,
      yScale: { domain: bounds },
      xScale:
        known.kind === 'categorical'
          ? {
              domain: [-0.3, values.length - 0.7],
              ticks: values.map((_, i) => i),
              tickFormat: (i: number) => cut(nameOf(values[i]!), MAX_LEVEL_LENGTH),
              ...(values.length > 4 ? { tickRotate: -35 } : {}),
            }
          : isDays(known)
            ? { ticks: 3, tickFormat: (days: number) => featureValue(known, days).slice(0, 7) }
            : { ticks: 6 },
      marks:
        known.kind === 'categorical'
          ? []
          : [
              ruleX(tenths(input, feature, values), {
                y1: bounds[0],
                y2: bounds[0] + (bounds[1] - bounds[0]) * 0.035,
                stroke: MUTED,
              }),
            ],
    }),
    table: {
      caption: `Partial dependence on ${cut(known.name, 60)}`,
      head: [cut(known.name, 30), ...shown.map(({ name }) => cut(name, 20))],
      rows: values.map((value, i) => [
        cut(nameOf(value), 40),
        ...shown.map(({ index }) => {
          const one = mean[i * outputs + index]!;
          return input.schema.task === 'classification' ? four(one) : short(one, 5);
        }),
      ]),
    },
  });
}

/** Values that a tenth, two tenths ... of the rows do not exceed, within the drawn ones. */
function tenths(
  { evaluation, explanation }: ReportInput,
  feature: number,
  values: readonly number[],
): number[] {
  const column = evaluation.dataset.columns[feature]!;
  const { rows } = explanation.partialDependenceRows;
  const sorted = Float64Array.from(rows, (row) => column[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return Array.from(
    { length: 9 },
    (_, i) => sorted[Math.floor(((i + 1) / 10) * sorted.length)] ?? NaN,
  ).filter((value) => value >= values[0]! && value <= values.at(-1)!);
}
