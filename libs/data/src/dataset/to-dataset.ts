import { count, defined, formatInteger, nearestName, option, quote } from '@lambda-forest/text';
import { guessSeparator, IssueList, singleIssue } from '@lambda-forest/table';
import type { Task } from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import type { FeatureColumn } from './feature-column.ts';
import { describeClasses, describeFeature, describeQuantity } from './describe-rows.ts';
import type { BareFeature } from './describe-rows.ts';
import { featuresOf, formatMember } from './features-of.ts';
import { findColumn } from '../table/find-column.ts';
import { guessTask } from '../target/guess-task.ts';
import type { ColumnChoice } from '../kinds/column-choice.ts';
import { leftOut } from '../kinds/column-content.ts';
import type { ColumnContent, LeftOutReason } from '../kinds/column-content.ts';
import { decideContent } from '../kinds/decide-content.ts';
import { tidyWords } from '../kinds/tidy-words.ts';
import { readClasses, sortApart } from '../target/read-classes.ts';
import { addMissing, readWeights } from '../target/read-numbers.ts';
import { readQuantities, refuseLargeProducts } from '../target/read-quantities.ts';
import { firstRows } from './rows.ts';
import type { Table } from '../table/table.ts';

export interface DatasetOptions {
  /** Name of the column to predict. Default: the last column that is nothing else. */
  readonly target?: string | undefined;
  /**
   * Whether the target is a class or a quantity. Default: regression if every value is a number, and one
   * of them is not whole or there are more than 20 distinct ones; otherwise classification. But
   * where at least half of the values are numbers, more than two distinct ones, the others are refused as
   * mistakes, and only `task` makes them classes. What `columns` say of the target comes before all this.
   */
  readonly task?: Task | undefined;
  /** Name of a column of positive numbers that say how much each row counts in training; no feature then. */
  readonly weight?: string | undefined;
  /** Name of a column that says which rows belong together; no feature then. */
  readonly group?: string | undefined;
  /** Name of a column of numbers or date-times that says what came first; a feature like others. */
  readonly time?: string | undefined;
  /** What a person says that columns are. Default: what their cells look like. */
  readonly columns?: readonly ColumnChoice[] | undefined;
  /** `error` refuses features without a value. Default `learned`. */
  readonly missing?: 'error' | 'learned' | undefined;
  /** Leave columns out whose cells contradict each other. Default: they are refused. */
  readonly leaveOutMixed?: boolean;
}

/** A dataset with what became of every column of its table. */
export interface ReadDataset<Column extends FeatureColumn = FeatureColumn> {
  readonly dataset: Dataset<Column>;
  /** In the table's order. */
  readonly columns: readonly ColumnReport[];
  /** What is wrong with the columns that are left out as `mixed`. */
  readonly mixed: IssueList;
  /** Length rowCount: the number of each row's group. Present if a group was named. */
  readonly groups?: Uint32Array;
  /** Length rowCount: smaller is earlier. Present if a time was named. */
  readonly times?: Float64Array;
}

export interface ColumnReport {
  readonly name: string;
  readonly role: 'feature' | 'target' | 'weight' | 'group' | 'left-out';
  readonly kind: Exclude<ColumnContent['kind'], 'left-out'> | 'unknown';
  /** Of a column that is left out. */
  readonly reason?: LeftOutReason;
  /** The same in words. */
  readonly why?: string;
  /** Of an identifier: whether its numbers may say something of the rows. */
  readonly mayInform?: boolean;
  /** Indices of its features in the schema. */
  readonly features: readonly number[];
}

/**
 * Gives a table its types; `readDataset` reports on each column too.
 *
 * ```ts
 * const dataset = toDataset(parseCsv(bytes, { source: 'iris.csv' }), { target: 'species' });
 * dataset.schema.target.classes; // ['setosa', 'versicolor', 'virginica']
 * ```
 *
 * @throws {DataValidationError} as `readDataset`
 */
export function toDataset(table: Table, options: DatasetOptions = {}): Dataset<Float64Array> {
  return readDataset(table, options).dataset;
}

/**
 * Gives a table its types. Surrounding blanks are no part of a value. Every column but the target is a feature, in
 * the table's order, unless it cannot be one (see LeftOutReason). The schema describes all rows.
 *
 * @throws {DataValidationError} with all faults: cells that do not fit the rest of their column, a target, weight
 *   or group that is missing, a target of regression beyond 1e140 on either side of 0 (squares of it, added up, must
 *   not overflow), fewer than two classes or values, two classes that are the same number (`1` and `1.0`), weights that are not
 *   positive or too large or small; or first of all: no such column, no column that can be a feature
 */
export function readDataset(table: Table, options: DatasetOptions = {}): ReadDataset<Float64Array> {
  const { header, source, rowCount } = table;
  const choices = chosen(table, options.columns ?? []);
  const find = (name: string | undefined) =>
    name === undefined ? undefined : findColumn(table, name);
  const weight = find(options.weight);
  const group = find(options.group);
  const time = find(options.time);
  const candidates = [...header.keys()].filter(
    (column) => column !== weight && column !== group && !table.nameless.has(header[column]!),
  );
  const target =
    find(options.target) ?? candidates.findLast((column) => !table.labels.has(header[column]!));
  refuseRoles(table, target, { weight, group, time }, choices);
  if (target === undefined || candidates.length < 2) {
    throw noFeature(table, target ?? 0);
  }

  const issues = new IssueList(source);
  const mixed = new IssueList(source);
  const all = firstRows(rowCount);
  const rowsOf = ({ length }: ArrayLike<number>) => (length === rowCount ? all : firstRows(length));
  const bare: BareFeature[] = [];
  const columns: Float64Array[] = [];
  let times: Float64Array | undefined;
  const names = new Set(header);
  const reports = header.map((name, index): ColumnReport => {
    if (index === target) return { name, role: 'target', kind: 'unknown', features: [] };
    if (index === weight) return { name, role: 'weight', kind: 'numeric', features: [] };
    if (index === group) return { name, role: 'group', kind: 'unknown', features: [] };
    const choice = choices.get(name) ?? (index === time ? {} : undefined);
    const own = new IssueList(source);
    const decided = decideContent(table, index, own, choice);
    const isMixed = options.leaveOutMixed === true && !own.isEmpty;
    (isMixed ? mixed : issues).addAll(own);
    const content = isMixed ? leftOut('mixed', 'its cells contradict each other') : decided;
    if (index === time) times = timesOf(table, index, content, issues);
    const first = bare.length;
    for (const { feature, values } of featuresOf(name, content, table.formats[index]!, names)) {
      bare.push(feature);
      columns.push(values);
    }
    const features = Array.from({ length: bare.length - first }, (_, i) => first + i);
    if (content.kind !== 'left-out') return { name, role: 'feature', kind: content.kind, features };
    const { kind: _, ...left } = content;
    return { name, role: 'left-out', kind: 'unknown', ...left, features };
  });
  if (options.missing === 'error') refuseMissing(bare, columns, rowCount, issues);

  const extras = {
    columns: reports,
    mixed,
    ...(group === undefined ? {} : { groups: groupsOf(table, group, issues) }),
    ...defined({ times }),
  };
  const weights = weight === undefined ? undefined : readWeights(table, weight, issues);
  const name = header[target]!;
  const task = options.task ?? taskOf(choices.get(name)) ?? guessTask(table, target);
  const describeFeatures = () =>
    bare.map((one, i) => describeFeature(one, columns[i]!, rowsOf(columns[i]!)));
  if (task === 'regression') {
    const values = readQuantities(table, target, issues);
    const quantity = { name, ...formatMember(table.formats[target]!) };
    if (weights !== undefined) refuseLargeProducts(table, weight!, weights, values, issues);
    finishIssues(issues, table, target, reports, mixed);
    const features = describeFeatures();
    const schema = {
      task,
      target: describeQuantity(quantity, values, rowsOf(values)),
      features,
      rowCount,
    };
    return {
      dataset: { task, schema, rowCount, columns, target: values, ...defined({ weights }) },
      ...extras,
    };
  }
  const { classes, target: values } = readClasses(
    table,
    target,
    issues,
    listedClasses(choices.get(name)),
  );
  finishIssues(issues, table, target, reports, mixed);
  const features = describeFeatures();
  const schema = {
    task,
    target: describeClasses(name, classes, values, rowsOf(values)),
    features,
    rowCount,
  };
  return {
    dataset: { task, schema, rowCount, columns, target: values, ...defined({ weights }) },
    ...extras,
  };
}

/** Those of a boolean are true and false, however they are written. */
function listedClasses(
  choice: Omit<ColumnChoice, 'name'> | undefined,
): readonly string[] | undefined {
  return choice?.kind === 'categorical' ? choice.levels : undefined;
}

/** What a person's choice for the target's column says of the task. */
function taskOf(choice: Omit<ColumnChoice, 'name'> | undefined): Task | undefined {
  if (choice?.kind === undefined) return undefined;
  return choice.kind === 'numeric' ? 'regression' : 'classification';
}

/** The target can be nothing else. */
function refuseRoles(
  table: Table,
  target: number | undefined,
  others: Readonly<Record<'weight' | 'group' | 'time', number | undefined>>,
  choices: ReadonlyMap<string, Omit<ColumnChoice, 'name'>>,
): void {
  if (target === undefined) return;
  const column = table.header[target]!;
  const refuse = (what: string, remedy: string) =>
    singleIssue(table.source, { column, message: `found the target ${what}` }, remedy);
  for (const [role, flag] of [
    ['group', 'group-column'],
    ['weight', 'sample-weight'],
    ['time', 'time-column'],
  ] as const) {
    if (target === others[role]) {
      throw refuse(`named as the ${role} too, expected another column`, `Correct ${option(flag)}.`);
    }
  }
  const kind = choices.get(column)?.kind;
  if (kind === 'datetime' || kind === 'names' || kind === 'text') {
    throw refuse(
      `of the kind ${quote(kind)} in ${option('schema')}, expected numeric, categorical or boolean`,
      `Correct the schema, or name another column with ${option('target')}.`,
    );
  }
  if (kind === 'ignore') {
    throw refuse(
      `among the columns that ${option('schema')} ignores, expected another one`,
      `Name the column to predict with ${option('target')}, or correct the schema.`,
    );
  }
}

function finishIssues(
  issues: IssueList,
  table: Table,
  target: number,
  reports: readonly ColumnReport[],
  mixed: IssueList,
): void {
  issues.throwIfAny();
  if (reports.some(({ features }) => features.length > 0)) return;
  const unused = reports.filter(({ role }) => role === 'left-out');
  if (unused.length === 0) throw noFeature(table, target);
  const reasons = new IssueList(table.source);
  reasons.addAll(mixed);
  for (const { name, why = '' } of unused) {
    const message = `found nothing to learn from, expected a feature: ${why}`;
    reasons.add(
      { column: name, message },
      `Add a column, or say in ${option('schema')} what a column is.`,
    );
  }
  throw reasons.toError();
}

function noFeature(table: Table, target: number): Error {
  return singleIssue(
    table.source,
    {
      column: table.header[target]!,
      message: 'found no other column to learn from, expected a target and at least one feature',
    },
    table.header.length === 1 && table.parts[0]?.format.startsWith('CSV') === true
      ? describeSeparation(table)
      : `Add a column that tells rows apart and is no identifier, or say in ${option('schema')} what a column is.`,
  );
}

/** Lines in which a separator is looked for. */
const SEEN_LINES = 20;

/** What to do about lines of several cells that were read as one. */
function describeSeparation({ header: [name = ''], columns: [column] }: Table): string {
  if (/[,;\t|]/.test(name)) {
    return `Take away the quotes around whole lines, or name what separates the columns with ${option('delimiter')}.`;
  }
  const words = column?.form === 'words' ? column.words.slice(0, SEEN_LINES) : [];
  const seen = guessSeparator([name, ...words]);
  return seen === undefined
    ? `Separate the columns with commas, or name what separates them with ${option('delimiter')}.`
    : `If ${seen.condition}, ${seen.remedy}; else separate them with commas.`;
}

/** Choices by column. A name without a column is a mistake. */
function chosen(
  table: Table,
  choices: readonly ColumnChoice[],
): ReadonlyMap<string, Omit<ColumnChoice, 'name'>> {
  const issues = new IssueList(table.source);
  const names = new Set(table.header);
  const byName = new Map<string, Omit<ColumnChoice, 'name'>>();
  for (const { name, ...choice } of choices) {
    byName.set(name, choice);
    if (names.has(name)) continue;
    const nearest = nearestName(name, table.header);
    issues.add(
      { column: name, message: `found no such column, which ${option('schema')} names` },
      nearest === undefined ? 'Name columns of the table.' : `Did you mean "${nearest}"?`,
    );
  }
  issues.throwIfAny();
  return byName;
}

function refuseMissing(
  features: readonly BareFeature[],
  columns: readonly Float64Array[],
  rowCount: number,
  issues: IssueList,
): void {
  for (const [index, feature] of features.entries()) {
    const missing = columns[index]!.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0);
    if (missing === 0) continue;
    const message = `found no value in ${formatInteger(missing)} of ${count(rowCount, 'row')}, expected one in each as ${option('missing')}=error says`;
    issues.add(
      { column: feature.name, message },
      `Fill them in, leave the column out, or let them be learned (${option('missing')}=learned).`,
    );
  }
}

function timesOf(
  table: Table,
  index: number,
  content: ColumnContent,
  issues: IssueList,
): Float64Array {
  if (content.kind === 'left-out' && content.reason === 'identifier') {
    // Numbers that only count the rows are no feature, but they do say what came first.
    const numbers = new IssueList(table.source);
    const counted = decideContent(table, index, numbers, { kind: 'numeric' });
    if (numbers.isEmpty) return timesOf(table, index, counted, issues);
  }
  if (content.kind !== 'numeric' && content.kind !== 'datetime') {
    const why = content.kind === 'left-out' ? ` (${content.why})` : '';
    const message = `found neither numbers nor date-times that order the rows${why}, expected a column that says which row came first`;
    issues.add(
      { column: table.header[index]!, message },
      `Name another column with ${option('time-column')}, or say in ${option('schema')} what it is.`,
    );
    return new Float64Array(table.rowCount);
  }
  addMissing(table, index, content.values, issues);
  return content.values;
}

function groupsOf(table: Table, index: number, issues: IssueList): Uint32Array {
  const column = table.columns[index]!;
  if (column.form !== 'words') {
    const message = 'found too many different values to keep, expected groups of rows';
    issues.add(
      { column: table.header[index]!, message },
      `Name it with ${option('group-column')}.`,
    );
    return new Uint32Array(table.rowCount);
  }
  const { of, words } = tidyWords(column, table.isMissing);
  sortApart([...words], table.header[index]!, 'groups', issues);
  const values = Float64Array.from(column.codes, (code) => (of[code]! < 0 ? NaN : of[code]!));
  addMissing(table, index, values, issues);
  return Uint32Array.from(values, (value) => (Number.isNaN(value) ? 0 : value));
}
