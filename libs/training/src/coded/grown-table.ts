import type { BinnedTable, GrowthProblem } from '@lambda-forest/histogram';

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
  const { rowCount, features, codes } = table;
  const columns = features.map(({ codeCount }, feature) => {
    const own = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
    const Codes = codesFor(codeCount);
    return { codes: Codes === Uint16Array ? own : new Codes(own) };
  });
  const lines = new Uint32Array(rowCount); // of files, of which there are none here
  return { rowCount, columns, target: target.values, lines };
}

/** The table again. Its codes have 2 bytes a cell. */
export function grownTable({ rowCount, columns, target }: CodedRows, coding: Coding): GrownTable {
  const { bins, classCount } = coding;
  const codes = new Uint16Array(rowCount * columns.length);
  for (const [feature, column] of columns.entries()) codes.set(column.codes, feature * rowCount);
  const table: BinnedTable = { rowCount, features: bins, codes };
  return target instanceof Int32Array
    ? { table, target: { kind: 'classification', classCount, values: target } }
    : { table, target: { kind: 'regression', values: target } };
}
