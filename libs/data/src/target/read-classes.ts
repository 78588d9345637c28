import { count, formatInteger, option, quote } from '@lambda-forest/text';
import type { IssueList } from '@lambda-forest/table';
import { isInexact, readDecimal } from '@lambda-forest/schema';

import { MAX_WORDS } from '../columns/column-builder.ts';
import { areDates, describeLookAlikes, exampleOf } from '../kinds/look-alikes.ts';
import { codesOfListed } from '../kinds/read-as.ts';
import { tidyWords } from '../kinds/tidy-words.ts';
import { addMissing, FILL_REMEDY } from './read-numbers.ts';
import type { Table } from '../table/table.ts';

export interface Classes {
  /** Distinct; sorted numerically when all are numbers, otherwise by code unit. */
  readonly classes: readonly string[];
  /** Length rowCount: indices into `classes`. */
  readonly target: Int32Array;
}

/**
 * One column as classes, its missing values, a lone class and ambiguous numbers added to `issues`.
 *
 * @param listed the classes that there may be; default any
 */
export function readClasses(
  table: Table,
  index: number,
  issues: IssueList,
  listed?: readonly string[],
): Classes {
  const column = table.columns[index]!;
  const name = table.header[index]!;
  if (column.form !== 'words') {
    const areTimes = column.form === 'times';
    const found = `thousands of different ${areTimes ? 'dates' : 'values'}`;
    const other = `Choose another target (${option('target')})`;
    issues.add(
      { column: name, message: `found ${found}, expected classes${areTimes ? ' or numbers' : ''}` },
      areTimes ? `${other}.` : `${other}, or predict a quantity (${option('task')}=regression).`,
    );
    return { classes: [], target: new Int32Array(table.rowCount) };
  }
  const tidy = tidyWords(column, table.isMissing);
  if (tidy.missing > 0) {
    const values = Float64Array.from(column.codes, (code) => (tidy.of[code]! < 0 ? NaN : 0));
    addMissing(table, index, values, issues);
  }
  if (listed !== undefined) codesOfListed(table, index, column, tidy, listed, issues);
  const hint = areDates(tidy.words)
    ? 'a date is neither: number its days, for example'
    : describeLookAlikes(tidy.words);
  if (hint !== undefined && tidy.words.length > tidy.present / 2 && tidy.words.length > 2) {
    const message = `found ${count(tidy.words.length, 'different text')} in ${count(tidy.present, 'row')}, such as ${quote(exampleOf(tidy.words, table.formats[index]))}, expected classes or numbers`;
    issues.add(
      { column: name, message: `${message}; ${hint}` },
      `Correct the values, or choose another target (${option('target')}).`,
    );
  }
  const classes = sortApart([...tidy.words], name, 'classes', issues);
  if (classes.length === 0) {
    issues.add(
      { column: name, message: 'found no value in any row, expected classes' },
      FILL_REMEDY,
    );
  }
  if (classes.length > MAX_WORDS) {
    const message = `found ${count(classes.length, 'class', 'classes')}, expected at most ${formatInteger(MAX_WORDS)}`;
    issues.add({ column: name, message }, `Choose another target (${option('target')}).`);
  }
  if (classes.length === 1) {
    const [value] = classes as [string];
    const message = `found only the class ${quote(value)} in ${count(table.rowCount, 'row')}, expected at least two classes`;
    issues.add(
      { column: name, value, message },
      'Add rows of another class or choose another target.',
    );
  }
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  const sorted = Int32Array.from(tidy.of, (word) =>
    word < 0 ? 0 : codeOf.get(tidy.words[word]!)!,
  );
  return { classes, target: Int32Array.from(column.codes, (code) => sorted[code]!) };
}

/**
 * Sorts as numbers if all are, else by code unit. Two spellings of a number, such as 1 and 1.0, are added to `issues`:
 * they would be told apart where they mean one thing.
 */
export function sortApart(
  names: string[],
  column: string,
  what: 'classes' | 'groups',
  issues: IssueList,
): string[] {
  const valueOf = new Map<string, number>();
  for (const name of names) {
    const value = readDecimal(name);
    if (value === undefined) return names.sort();
    valueOf.set(name, value);
  }
  names.sort((a, b) => valueOf.get(a)! - valueOf.get(b)! || (a < b ? -1 : 1));
  for (let i = 1; i < names.length; i++) {
    const [a, b] = [names[i - 1]!, names[i]!];
    const value = valueOf.get(a)!;
    if (value !== valueOf.get(b) || isInexact(a, value) || isInexact(b, value)) continue;
    const message = `found the ${what} ${quote(a)} and ${quote(b)}, which are the same number`;
    issues.add({ column, value: b, message }, 'Write each number in one way.');
  }
  return names;
}
