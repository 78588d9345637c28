import type { Task } from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import { describeClasses, describeNumericFeature, describeQuantity } from './describe-rows.ts';
import { findColumn } from './find-column.ts';
import { guessTask } from './guess-task.ts';
import { IssueList, singleIssue } from './issue-list.ts';
import { readClasses } from './read-classes.ts';
import { readNumbers, readWeights } from './read-numbers.ts';
import { readQuantities } from './read-quantities.ts';
import { firstRows } from './rows.ts';
import type { Table } from './table.ts';

export interface DatasetOptions {
  /** Name of the column to predict. Default: the last column. */
  readonly target?: string;
  /**
   * Whether the target is a class or a quantity. Default: regression if every value is a number, and one
   * of them is not whole or there are more than 20 distinct ones; otherwise classification. But
   * where at least half of the values are numbers, more than two distinct ones, the others are refused as
   * mistakes, and only `task` makes them classes.
   */
  readonly task?: Task;
  /** Name of a column of positive numbers that say how much each row counts in training; no feature then. */
  readonly weight?: string;
}

/**
 * Gives a table its types. Surrounding blanks are no part of a value. Every column but the target is a
 * numeric feature, in the table's order. The schema describes all rows.
 *
 * ```ts
 * const dataset = toDataset(parseCsv(bytes, { source: 'iris.csv' }), { target: 'species' });
 * dataset.schema.target.classes; // ['setosa', 'versicolor', 'virginica']
 * ```
 *
 * @throws {DataValidationError} telling all at once: cells that are missing (empty, NA, NaN, null, ?) or no
 *   finite decimal numbers, a target of regression beyond 1e140 on either side of 0 (squares of it, added up,
 *   must not overflow), fewer than two classes, two classes that are the same number (`1` and `1.0`), weights
 *   that are not positive;
 *   or first of all: no such column, no column besides the target and the weight
 */
export function toDataset(table: Table, options: DatasetOptions = {}): Dataset {
  const { header, source } = table;
  const weight = options.weight === undefined ? undefined : findColumn(table, options.weight);
  const candidates = [...header.keys()].filter((column) => column !== weight);
  const target =
    options.target === undefined ? candidates.at(-1)! : findColumn(table, options.target);
  const name = header[target]!;
  const featureIndices = candidates.filter((column) => column !== target);
  if (featureIndices.length === 0 || target === weight) {
    throw singleIssue(
      source,
      {
        column: name,
        message: 'found no other column, expected a target and at least one feature',
      },
      'Separate the columns with commas.',
    );
  }

  const issues = new IssueList(source);
  const rowCount = table.lines.length;
  const rows = firstRows(rowCount);
  const columns = featureIndices.map((column) => readNumbers(table, column, issues));
  const describeFeatures = () =>
    columns.map((column, i) => describeNumericFeature(header[featureIndices[i]!]!, column, rows));

  const weights = weight === undefined ? {} : { weights: readWeights(table, weight, issues) };
  const task = options.task ?? guessTask(table.columns[target]!);
  if (task === 'regression') {
    const values = readQuantities(table, target, issues);
    issues.throwIfAny();
    const schema = {
      task,
      target: describeQuantity(name, values, rows),
      features: describeFeatures(),
      rowCount,
    };
    return { task, schema, rowCount, columns, target: values, ...weights };
  }
  const { classes, target: values } = readClasses(table, target, issues);
  issues.throwIfAny();
  const schema = {
    task,
    target: describeClasses(name, classes, values, rows),
    features: describeFeatures(),
    rowCount,
  };
  return { task, schema, rowCount, columns, target: values, ...weights };
}
