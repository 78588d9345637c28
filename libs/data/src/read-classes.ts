import { isMissing, readDecimal } from './cell.ts';
import type { IssueList } from './issue-list.ts';
import { at, FILL_REMEDY, missingValue } from './read-numbers.ts';
import type { Table } from './table.ts';
import { count, quote } from './text.ts';

export interface Classes {
  /** Distinct; sorted numerically when all are numbers, otherwise by code unit. */
  readonly classes: readonly string[];
  /** Length rowCount: indices into `classes`. */
  readonly target: Int32Array;
}

/** One column as classes, its missing values, a lone class and ambiguous numbers added to `issues`. */
export function readClasses(table: Table, column: number, issues: IssueList): Classes {
  const cells = table.columns[column]!;
  const order = new Map<string, number>(); // class -> how many were seen before it
  const target = new Int32Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const name = cells[row]!.trim();
    if (isMissing(name)) {
      issues.add(missingValue(at(table, column, row)), FILL_REMEDY);
      continue;
    }
    let index = order.get(name);
    if (index === undefined) order.set(name, (index = order.size));
    target[row] = index;
  }

  const classes = sortClasses([...order.keys()], table.header[column]!, issues);
  if (classes.length === 1) {
    const [value] = classes as [string];
    const message = `found only the class ${quote(value)} in ${count(cells.length, 'row')}, expected at least two classes`;
    issues.add(
      { column: table.header[column]!, value, message },
      'Add rows of another class or choose another target.',
    );
  }

  const sorted = new Int32Array(classes.length); // order of appearance -> order of sorting
  for (const [index, name] of classes.entries()) sorted[order.get(name)!] = index;
  for (let row = 0; row < target.length; row++) target[row] = sorted[target[row]!]!;
  return { classes, target };
}

function sortClasses(names: string[], column: string, issues: IssueList): string[] {
  const valueOf = new Map<string, number>();
  for (const name of names) {
    const value = readDecimal(name);
    if (value === undefined) return names.sort();
    valueOf.set(name, value);
  }
  names.sort((a, b) => valueOf.get(a)! - valueOf.get(b)!);
  for (let i = 1; i < names.length; i++) {
    const [a, b] = [names[i - 1]!, names[i]!];
    if (valueOf.get(a) !== valueOf.get(b)) continue;
    const message = `found the classes ${quote(a)} and ${quote(b)}, which are the same number`;
    issues.add({ column, value: b, message }, 'Write each class in one way.');
  }
  return names;
}
