import { countRows, DataValidationError, IssueList, singleIssue } from '@lambda-forest/table';
import { missingTest } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { formatInteger, option } from '@lambda-forest/text';

import { MANY_WORDS, MAX_WORDS } from '../columns/column-builder.ts';
import type { Column, NumberColumn, TimeColumn } from '../columns/column.ts';
import { isUnencoded } from '../encode/encode-dataset.ts';
import { readerRules } from '../encode/encode-table.ts';
import { readDataset } from '../dataset/to-dataset.ts';
import type { ColumnReport, DatasetOptions } from '../dataset/to-dataset.ts';
import type { TableRules } from '../table/table-builder.ts';
import type { Table } from '../table/table.ts';
import { formOfSummary, valuesOfSummary } from './column-summary.ts';
import type { ColumnSummary, ManyValues, SummaryRules } from './column-summary.ts';
import { formatsOf, summaryRules } from './table-summary.ts';
import type { TableSummary } from './table-summary.ts';
import { countValues, MAX_VALUES } from './value-counts.ts';
import type { ValueCounts } from './value-counts.ts';

/** What reading a table in pieces has found out of it: all that it takes to turn the rows of each piece into numbers. */
export interface TablePlan {
  /** Names, kinds, levels, classes, as `readDataset` has them. Its statistics are not those of the rows, but for whether values are missing. */
  readonly schema: Schema;
  /** How every piece is read. */
  readonly rules: TableRules;
  readonly rowCount: number;
  /** One per feature of the schema. Undefined for categories. */
  readonly values: readonly (ValueCounts | undefined)[];
  /** As `readDataset` has them. */
  readonly columns: readonly ColumnReport[];
  /** The distinct cells or values of each column in place of its rows, with their counts. */
  readonly table: Table;
}

const CHOICE_REMEDY = `Say in ${option('schema')} what the column is ("kind": "ignore" leaves it out), or train without pieces.`;

/**
 * Decides what the columns of a table are by what was counted in its pieces: the rules are those of `readDataset`, which
 * is asked, and so are kinds, levels, classes and what is left out.
 *
 * @throws {DataValidationError} as `readDataset`, without lines; and for what cannot be told from counts, or not be
 *   learned from in pieces: names and texts, more than 65,535 different texts, numbers that may be an identifier or not
 */
export function planTable(
  summary: TableSummary,
  source: string,
  rules: TableRules,
  options: DatasetOptions,
  maxWords?: number,
): TablePlan {
  const { header, rowCount } = summary;
  const rulesOf = summaryRules(rules, formatsOf(summary), maxWords);
  const used = new Set(rules.leaveOut);
  const finished = summary.columns.map((column, i) => {
    const name = header[i]!;
    if (used.has(name) || summary.nameless.has(name)) return UNUSED;
    return finishColumn(column, name, source, rulesOf(name));
  });
  const table: Table = {
    source,
    header,
    nameless: summary.nameless,
    labels: summary.labels,
    columns: finished.map(({ column }) => column),
    rowCount,
    lines: new Uint32Array(0),
    parts: [],
    formats: summary.formats,
    isMissing: missingTest(rules.missingMarkers),
  };
  const read = withoutLines(source, () => readDataset(table, options));
  const { schema } = read.dataset;
  refuseUnsuited(read.columns, schema, source);
  const values: (ValueCounts | undefined)[] = schema.features.map(() => undefined);
  for (const [index, { features }] of read.columns.entries()) {
    const { column, many } = finished[index]!;
    for (const feature of features) {
      const of = schema.features[feature]!;
      if (of.kind !== 'numeric') continue;
      const isOwn = of.source === undefined;
      if (!isOwn && many !== undefined && many.values.dropped > 0)
        throw manyMoments(source, header[index]!);
      const counts = 'counts' in column ? column.counts : undefined;
      values[feature] =
        isOwn && many !== undefined
          ? many.values
          : countValues(read.dataset.columns[feature]!, counts);
    }
  }
  return {
    schema,
    rowCount,
    values,
    columns: read.columns,
    table,
    rules: {
      ...readerRules(schema),
      mayBeEmpty: true,
      missingMarkers: rules.missingMarkers,
      leaveOut: rules.leaveOut,
      fileFormats: [...formatsOf(summary)],
    },
  };
}

interface Finished {
  readonly column: Column;
  readonly many?: ManyValues | undefined;
}

const UNUSED: Finished = { column: { form: 'text', examples: [], missing: 0 } };

/** The column as reading all its rows would have left it, an entry for each distinct cell or value. */
function finishColumn(
  summary: ColumnSummary,
  name: string,
  source: string,
  rules: SummaryRules,
): Finished {
  const { words, counts, hasTextNumbers, hasNumbers } = summary;
  const isLong = !rules.keepWords && words.length > MANY_WORDS;
  const form = isLong ? formOfSummary(summary, rules) : undefined;
  if (form === undefined && summary.many === undefined) {
    const codes = Uint32Array.from(words.keys());
    return { column: { form: 'words', words, codes, counts, hasTextNumbers, hasNumbers } };
  }
  const many = valuesOfSummary(summary, rules);
  if (many.form === 'text' && form === undefined) throw manyTexts(source, name);
  if (!('values' in many) || form === undefined || form.form !== many.form) {
    const message =
      'found cells of one kind in some pieces and of another in others, expected one kind';
    throw singleIssue(source, { column: name, message }, CHOICE_REMEDY);
  }
  return { column: columnOf(many, form), many };
}

function columnOf(
  { values: { minima, counts }, missing, odd, oddCount, rises, falls }: ManyValues,
  form: NonNullable<ReturnType<typeof formOfSummary>>,
): NumberColumn | TimeColumn {
  const without = missing + oddCount;
  const rest = {
    values: without > 0 ? prepended(NaN, minima) : minima,
    counts: without > 0 ? prepended(without, counts) : counts,
    odd: odd.map((text) => ({ row: 0, text })),
    oddCount,
  };
  return form.form === 'numbers'
    ? { ...form, ...rest, isOrdered: rises || falls }
    : { ...form, ...rest };
}

function prepended(first: number, rest: Float64Array): Float64Array {
  const all = new Float64Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}

/** Runs what knows entries only, and no lines: errors do not tell them. */
function withoutLines<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataValidationError)) throw error;
    const issues = new IssueList(source);
    for (const { row: _, source: __, ...issue } of error.issues) issues.add(issue, error.remedy);
    issues.addUnlisted(error.issueCount - countRows(error.issues));
    throw issues.isEmpty ? error : issues.toError();
  }
}

function refuseUnsuited(columns: readonly ColumnReport[], schema: Schema, source: string): void {
  const issues = new IssueList(source);
  for (const { name, mayInform } of columns) {
    if (mayInform !== true) continue;
    const message =
      'found numbers that tell rows apart and may say something of them, expected to be told: whether they help is tried out on whole tables only';
    issues.add(
      { column: name, message },
      `Say in ${option('schema')} that the column is numeric or ignored.`,
    );
  }
  for (const feature of schema.features) {
    if (feature.kind !== 'categorical' || !isUnencoded(feature)) continue;
    const message = `found ${feature.encode}, expected numbers, dates or levels: what names and texts say is learned from whole tables only`;
    issues.add({ column: feature.name, message }, CHOICE_REMEDY);
  }
  issues.throwIfAny();
}

function manyTexts(source: string, column: string): DataValidationError {
  const message = `found more than ${formatInteger(MAX_WORDS)} different texts, expected numbers, dates or levels`;
  return singleIssue(source, { column, message }, CHOICE_REMEDY);
}

function manyMoments(source: string, column: string): DataValidationError {
  const message = `found more than ${formatInteger(MAX_VALUES)} different date-times, expected fewer`;
  return singleIssue(
    source,
    { column, message },
    'Write them without seconds or minutes, or train without pieces.',
  );
}
