/**
 * What a person should look at before trusting a model of a table: nothing here is an error, and much of it may be
 * meant. Each kind of suspicion says where it was found.
 */

import { inputColumns } from '@lambda-forest/schema';
import { countRows, describeIssue } from '@lambda-forest/table';
import type { IssueList } from '@lambda-forest/table';
import {
  count,
  defined,
  enumerate,
  formatInteger,
  formatNumber,
  option,
  quote,
} from '@lambda-forest/text';

import { PlainColumn } from '../columns/plain-cells.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { tidyWords } from '../kinds/tidy-words.ts';
import { folderValues } from '../table/folder-values.ts';
import { lineOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { ReadDataset } from '../dataset/to-dataset.ts';
import { describeHeader } from './describe-header.ts';
import { describeSimilar } from './describe-similar.ts';
import { describeSpellings } from './describe-spellings.ts';
import { findDayNumbers } from './find-day-numbers.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findLeaks } from './find-leaks.ts';
import { findMarkerNumbers } from './find-marker-numbers.ts';
import { findRowNumbers } from './find-row-numbers.ts';
import { findSwallowedRows } from './find-swallowed-rows.ts';
import { findTotals } from './find-totals.ts';
import type { Suspicion } from './suspicion.ts';

/** The largest class to the smallest. */
const IMBALANCE = 3;
const FEW_ROWS = 5;
const MOSTLY_MISSING = 0.5;
const MAX_EXAMPLES = 3;

/** In the order of the kinds above. The table is the one that `read` was made from. */
export function findSuspicions(table: Table, read: ReadDataset): readonly Suspicion[] {
  const { dataset, mixed } = read;
  return [
    ...describeMixed(mixed),
    ...describeDuplicates(table, dataset),
    ...findLeaks(dataset),
    ...describeClasses(dataset),
    ...describeMissing(dataset),
    ...findMisreadings(table, read),
  ];
}

/** Those of them that say that cells may not have been read as they were meant. */
export function findMisreadings(table: Table, read: ReadDataset): readonly Suspicion[] {
  return [
    ...describeLevels(table),
    ...describeSpellings(table, read),
    ...findDayNumbers(read.dataset),
    ...findMarkerNumbers(read.dataset, table.isMissing),
    ...findRowNumbers(read.dataset),
    ...findSwallowedRows(table),
    ...describeHeader(table),
    ...describeEmptyFiles(table),
    ...describeFolders(table),
    ...findTotals(table, read.dataset),
    ...describeNames(table.header),
  ];
}

function describeMixed(mixed: IssueList): Suspicion[] {
  if (mixed.isEmpty) return [];
  const { issues, issueCount, remedy } = mixed.toError();
  const told = issues.map(({ column, ...issue }): Suspicion => ({
    code: 'mixed-types',
    ...defined({ column }),
    message: describeIssue(issue),
  }));
  const rest = issueCount - countRows(issues);
  const end = rest === 0 ? '' : `and ${formatInteger(rest)} more such cells. `;
  return [...told, { code: 'mixed-types', message: `${end}${remedy}` }];
}

function describeDuplicates(table: Table, dataset: Dataset): Suspicion[] {
  const { equal, contradicting } = findDuplicates(dataset);
  const where = (pairs: readonly (readonly [number, number])[]) =>
    pairs
      .slice(0, MAX_EXAMPLES)
      .map(([first, later]) => `${lineOf(table, first)} and ${lineOf(table, later)}`)
      .join(', ');
  return [
    ...(equal.count === 0
      ? []
      : [
          {
            code: 'duplicate-rows' as const,
            message: `${count(equal.count, 'row')} equal to an earlier one in all features and the target (lines ${where(equal.examples)}): such a pair may stand on both sides of a split`,
          },
        ]),
    ...(contradicting.count === 0
      ? []
      : [
          {
            code: 'contradicting-rows' as const,
            message: `${count(contradicting.count, 'row')} equal to an earlier one in all features, with another target (lines ${where(contradicting.examples)})`,
          },
        ]),
  ];
}

function describeClasses(dataset: Dataset): Suspicion[] {
  if (dataset.task === 'regression') return [];
  const { name, classes, counts } = dataset.schema.target;
  const largest = counts.indexOf(Math.max(...counts));
  const smallest = counts.indexOf(Math.min(...counts));
  const share = ((100 * counts[largest]!) / dataset.rowCount).toFixed(1);
  const ratio = counts[largest]! / counts[smallest]!;
  const rare = classes.filter((_, k) => counts[k]! < FEW_ROWS);
  return [
    ...(ratio < IMBALANCE
      ? []
      : [
          {
            code: 'class-imbalance' as const,
            column: name,
            message: `${quote(classes[largest]!)} has ${formatNumber(Number(ratio.toPrecision(2)))} times the rows of ${quote(classes[smallest]!)}: an accuracy of ${share} % takes no learning, so look at each class, or use ${option('class-weight')}=balanced`,
          },
        ]),
    ...(rare.length === 0
      ? []
      : [
          {
            code: 'rare-class' as const,
            column: name,
            message: `fewer than ${FEW_ROWS} rows of ${rare.slice(0, MAX_EXAMPLES).map(quote).join(', ')}${rare.length > MAX_EXAMPLES ? ` and ${rare.length - MAX_EXAMPLES} more classes` : ''}`,
          },
        ]),
  ];
}

function describeMissing({ schema, rowCount }: Dataset): Suspicion[] {
  return inputColumns(schema).flatMap(({ name, feature: { missing } }) => {
    if (missing <= rowCount * MOSTLY_MISSING) return [];
    const share = ((100 * missing) / rowCount).toFixed(1);
    return [
      {
        code: 'mostly-missing' as const,
        column: name,
        message: `${share} % of the rows have no value`,
      },
    ];
  });
}

/** Levels that look alike, or differ in case or blanks alone, are mostly one level that was written in two ways. */
function describeLevels(table: Table): Suspicion[] {
  return table.columns.flatMap((column, index) => {
    if (column.form !== 'words' || column instanceof PlainColumn) return [];
    const message = describeSimilar(tidyWords(column, table.isMissing).words);
    if (message === undefined) return [];
    return [{ code: 'similar-levels' as const, column: table.header[index]!, message }];
  });
}

/** A file without rows among others may be an export that failed. */
function describeEmptyFiles({ parts, rowCount }: Table): Suspicion[] {
  const empty = parts.filter(
    ({ firstRow }, i) => firstRow === (parts[i + 1]?.firstRow ?? rowCount),
  );
  if (empty.length === 0 || parts.length < 2) return [];
  const names = enumerate(
    empty.map(({ source }) => source),
    MAX_EXAMPLES,
  );
  const message = `${names} ${empty.length === 1 ? 'has' : 'have'} no rows`;
  return [{ code: 'empty-files', message }];
}

/** What folders say of the rows and no column does. */
function describeFolders({ parts, header }: Table): Suspicion[] {
  const valuesOf = new Map<string, Set<string>>();
  for (const { source } of parts) {
    for (const [name, value] of folderValues(source)) {
      if (!header.includes(name)) valuesOf.set(name, (valuesOf.get(name) ?? new Set()).add(value));
    }
  }
  return [...valuesOf].flatMap(([column, values]): Suspicion[] => {
    if (values.size < 2) return [];
    const found = enumerate([...values].map(quote), MAX_EXAMPLES);
    const message = `the names of the folders say ${found}, for which the files have no column: write one into them if it says something of a row`;
    return [{ code: 'folder-columns', column, message }];
  });
}

function describeNames(names: readonly string[]): Suspicion[] {
  const message = describeSimilar(names);
  return [
    ...(message === undefined
      ? []
      : [{ code: 'similar-names' as const, message: `columns ${message}` }]),
    ...describeEnds(names),
  ];
}

/** No part of a name: neither a letter nor a digit, nor what a name may begin or end with. */
const NO_NAME = /[^\p{L}\p{M}\p{N}\s_()[\]{}]/u;

/** Names that begin and end with what is left of a separator of several characters, or of quotes. */
function describeEnds(names: readonly string[]): Suspicion[] {
  const ends = [
    ...names.slice(1).map((name) => name[0]),
    ...names.slice(0, -1).map((name) => name.at(-1)),
  ];
  const [end] = ends;
  if (end === undefined || !NO_NAME.test(end) || ends.some((each) => each !== end)) return [];
  const message = `names such as ${quote(names[1]!)}, and cells with them, have ${quote(end)} at their ends: if it belongs to what separates the cells, write commas; if it stands around them, name it with ${option('quote')}`;
  return [{ code: 'header', message }];
}
