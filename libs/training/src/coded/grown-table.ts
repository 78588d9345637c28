import type { BinnedTable, Codes, GrowthProblem } from '@lambda-forest/histogram';

import { codesFor } from './coded-rows.ts';
import type { CodedRows } from './coded-rows.ts';
import { codingOf } from './coding.ts';
import type { Coding } from './coding.ts';

/** What trees are grown from that all fits on a table share. */
export type GrownTable = Pick<GrowthProblem, 'table' | 'target'>;

/** The coding of a table, for another process or machine that grows trees from some of its rows. */
export function growthCoding({ table, target }: GrownTable): Coding {
  return codingOf(table.features, target.kind === 'classification' ? target.classCount : 0, true);
}

/** A table as the rows of a file. */
export function codedTable({ table, target }: GrownTable): CodedRows {
  const columns = table.columns.map((column, feature) => {
    const Codes = codesFor(table.features[feature]!.codeCount);
    return { codes: column instanceof Codes ? column : new Codes(column) };
  });
  const lines = new Uint32Array(0);
  return { rowCount: table.rowCount, columns, target: target.values, lines };
}

/** The table again, in the memory of the rows. */
export function grownTable({ rowCount, columns, target }: CodedRows, coding: Coding): GrownTable {
  const { bins, classCount } = coding;
  const codes = columns.map((column) => column.codes as Codes); // no feature of a fit has more
  const table: BinnedTable = { rowCount, features: bins, columns: codes };
  return target instanceof Int32Array
    ? { table, target: { kind: 'classification', classCount, values: target } }
    : { table, target: { kind: 'regression', values: target } };
}
