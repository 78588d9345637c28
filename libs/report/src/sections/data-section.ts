import { allNumbers } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { inputColumns, kindOf, policiesOf } from '@lambda-forest/schema';
import type { Feature, InputColumn, Schema } from '@lambda-forest/schema';
import { count, enumerate, formatInteger, truncate } from '@lambda-forest/text';

import { barChart } from '../charts/bar-chart.ts';
import { histogramOf } from '../charts/histogram.ts';
import type { Histogram } from '../charts/histogram.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import { range } from '../charts/range.ts';
import { sparkline } from '../charts/sparkline.ts';
import { ACCENT, PALETTE } from '../charts/theme.ts';
import { joinNotes, percent, shortNumber, truncateNames } from '../format.ts';
import { featureValue } from '../feature-value.ts';
import { html } from '../html.ts';
import type { Html, HtmlValue } from '../html.ts';
import { knownRows } from '../known-rows.ts';
import { figure, figures, tableHtml } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ModelFacts, ReportInput, TrainingFindings } from '../report-input.ts';

const MAX_COLUMNS = 30;
const MAX_LEFT_OUT = 15;
const MAX_FORMATS = 3;
const MAX_CLASSES = 20;
const MAX_LEVELS_NAMED = 4;
const MAX_NAME_LENGTH = 60;
const SPARK_BINS = 16;
const TARGET_BINS = 24;
/** Rows that small histograms are drawn from. */
const MAX_ROWS = 20_000;

export function dataSection({ model, schema, evaluation, training }: ReportInput): Section {
  const { features } = schema;
  const columns = inputColumns(schema);
  const names = truncateNames(
    columns.map(({ name }) => name),
    MAX_NAME_LENGTH,
  );
  const missing = features.some((feature) => feature.missing > 0);
  return {
    id: 'data',
    title: 'Data and schema',
    content: html`<p>
        ${model.isImported ? '' : html`${count(model.data.rows, 'row')} of <code>${truncate(model.data.source, 80)}</code>, `}${count(columns.length, 'column')}.
        The target is
        <strong>${truncate(schema.target.name, 80)}</strong>,
        ${schema.task === 'classification' ? `one of ${count(schema.target.classes.length, 'class', 'classes')}` : 'a quantity'}.
        Statistics are
        ${model.isImported ? 'what the file said, and the rows that it was imported with' : `those of the ${count(schema.rowCount, 'training row')}`};
        the service checks its input against them.
        ${policyWords(schema)}${training !== undefined && training.formats.length > 0 && ` The table is ${training.formats.slice(0, MAX_FORMATS).join('; ')}.`}
      </p>
      ${tableHtml({
        caption: 'Columns',
        head: ['Column', 'Kind', 'Values', 'Mean', 'Deviation', 'Missing', 'Distribution'],
        words: [0, 1, 2],
        rows: columns
          .slice(0, MAX_COLUMNS)
          .map((column, i) => [
            names[i]!,
            wordFor(column),
            ...describe(column),
            missingCell(column.feature, schema, model),
            sparkOf(column, evaluation.dataset),
          ]),
        note: joinNotes(
          columns.length > MAX_COLUMNS
            ? `The first ${MAX_COLUMNS} of ${count(columns.length, 'column')}; metadata.json has all.`
            : undefined,
          evaluation.dataset.rowCount > MAX_ROWS
            ? `Distributions are drawn from ${formatInteger(MAX_ROWS)} rows.`
            : undefined,
          missing || model.isImported ? undefined : 'No value is missing.',
        ),
      })}
      ${training !== undefined && leftOutTable(training.leftOut)}
      ${figures(targetFigure(schema, evaluation.dataset, model, training !== undefined))}`,
  };
}

/** Which values a request may omit, and what happens to a level that training did not see. */
function policyWords(schema: Schema): string {
  const { missing, unseen } = policiesOf(schema);
  const absent =
    missing === 'learned'
      ? 'A value may be missing where training saw rows without it'
      : 'No value may be missing';
  const columns = schema.features.filter((feature) => feature.kind === 'categorical');
  if (columns.length === 0) return `${absent}.`;
  const others = new Set(columns.flatMap(({ other, levels }) => (other ? levels.slice(-1) : [])));
  const counts = unseen === 'learned' && others.size > 0;
  return `${absent}; a level that training did not see ${counts ? `counts as ${enumerate([...others])}` : 'is refused'}.`;
}

function leftOutTable(leftOut: TrainingFindings['leftOut']): Html | undefined {
  if (leftOut.length === 0) return undefined;
  return html`<h3>Left out</h3>
    ${tableHtml({
      caption: 'Columns that were not learned from',
      head: ['Column', 'Why'],
      words: [0, 1],
      rows: leftOut
        .slice(0, MAX_LEFT_OUT)
        .map(({ column, why }) => [truncate(column, MAX_NAME_LENGTH), truncate(why, 120)]),
      note:
        leftOut.length > MAX_LEFT_OUT
          ? `The first ${MAX_LEFT_OUT} of ${count(leftOut.length, 'column')}; metadata.json has all.`
          : undefined,
    })}`;
}

function wordFor(column: InputColumn): string {
  if (column.kind === 'datetime') return 'date-time';
  const isBoolean = column.kind === 'categorical' && column.feature.boolean === true;
  return isBoolean ? 'boolean' : kindOf(column);
}

function describe({ kind, feature, known }: InputColumn): HtmlValue[] {
  if (feature.kind === 'numeric' && kind !== 'text' && kind !== 'names') {
    const { minimum, maximum, mean, standardDeviation } = feature;
    return [
      `${featureValue(feature, minimum)} to ${featureValue(feature, maximum)}`,
      featureValue(feature, mean),
      shortNumber(standardDeviation),
    ];
  }
  const named = known.map((level) => truncate(level, 24));
  return [enumerate(named, MAX_LEVELS_NAMED), '', ''];
}

function missingCell({ missing }: Feature, { rowCount }: Schema, model: ModelFacts): HtmlValue {
  if (model.isImported) return missing === 0 ? 'refused' : 'allowed';
  if (missing === 0) return '0';
  return html`<span class="miss">${formatInteger(missing)} (${percent(missing / rowCount)})</span>`;
}

/** Nothing of text and names, whose words and numbers have a distribution each. */
function sparkOf({ kind, feature, first }: InputColumn, dataset: Dataset): HtmlValue {
  if (kind === 'text' || kind === 'names') return '';
  return sparkline(distribution(feature, dataset, first));
}

function distribution(feature: Feature, dataset: Dataset, index: number): Histogram {
  if (feature.kind === 'categorical') {
    const bins = feature.counts.slice(0, SPARK_BINS).map((rows, level) => ({
      lower: level,
      upper: level + 1,
      count: rows,
    }));
    return { bins: bins.length > 0 ? bins : [{ lower: 0, upper: 1, count: 0 }] };
  }
  const { minimum, maximum } = feature;
  const found = histogramOf(
    sample(allNumbers(dataset.columns[index]!)),
    minimum,
    maximum,
    SPARK_BINS,
  );
  // A single value is drawn as a bar, not as a line without width.
  return maximum > minimum
    ? found
    : { bins: found.bins.map((bin) => ({ ...bin, upper: bin.lower + 1 })) };
}

/** Evenly spaced values, at most MAX_ROWS. */
function sample(column: Float64Array | Int32Array): ArrayLike<number> & Iterable<number> {
  const step = Math.ceil(column.length / MAX_ROWS);
  return step === 1 ? column : column.filter((_: number, row: number) => row % step === 0);
}

function targetFigure(
  schema: Schema,
  dataset: Dataset,
  model: ModelFacts,
  isTraining: boolean,
): Html {
  const { name } = schema.target;
  if (schema.task === 'regression' || dataset.task === 'regression') {
    const [minimum, maximum] = range(dataset.target);
    return figure({
      title: `Distribution of ${truncate(name, 40)}`,
      chart: histogramChart(
        'target',
        {
          title: `Histogram of ${name}`,
          description: `Values lie from ${shortNumber(minimum)} to ${shortNumber(maximum)}.`,
        },
        { x: truncate(name, 40), y: 'Rows' },
        [
          {
            color: ACCENT,
            histogram: histogramOf(sample(dataset.target), minimum, maximum, TARGET_BINS),
          },
        ],
      ),
    });
  }
  const { classes, counts } = schema.target;
  const total = Math.max(
    1,
    counts.reduce((sum, one) => sum + one, 0),
  );
  const ranked = classes
    .map((label, index) => ({ label, index, rows: counts[index]! }))
    .sort((a, b) => (classes.length > MAX_CLASSES ? b.rows - a.rows : a.index - b.index))
    .slice(0, MAX_CLASSES);
  return figure({
    title: `Classes of ${truncate(name, 40)} among the ${knownRows(model)}`,
    ...(classes.length > MAX_CLASSES
      ? {
          note: `The ${MAX_CLASSES} most frequent of ${count(classes.length, 'class', 'classes')}.`,
        }
      : isTraining || model.isImported
        ? {}
        : { note: 'The model was trained on these.' }),
    chart: barChart(
      'classes',
      {
        title: `Rows of each class of ${name}`,
        description: ranked.map(({ label, rows }) => `${label}: ${formatInteger(rows)}`).join(', '),
      },
      'Rows',
      ranked.map(({ label, index, rows }) => ({
        name: label,
        value: rows,
        label: `${formatInteger(rows)} (${percent(rows / total)})`,
        color: classes.length > PALETTE.length ? ACCENT : PALETTE[index]!,
      })),
    ),
  });
}
