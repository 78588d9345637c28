import type { Dataset, FeatureColumn } from '@lambda-forest/data';
import { binTable } from '@lambda-forest/histogram';
import type { BinnedTable } from '@lambda-forest/histogram';

import { columnSource } from './growth-problem.ts';

/** Columns whose codes are known. */
export interface KnownColumns {
  readonly columns: readonly FeatureColumn[];
  /** Of the same columns. */
  readonly table: BinnedTable;
}

/** The codes of columns that are the same arrays are kept, and only the others are binned. */
export function binAgain(known: KnownColumns, dataset: Dataset): BinnedTable {
  const { rowCount, columns, schema } = dataset;
  const isAll = columns.length === known.columns.length;
  if (isAll && columns.every((column, at) => column === known.columns[at])) return known.table;
  const places = new Map(known.columns.map((column, place) => [column, place]));
  const tables = columns.map((column, index): BinnedTable => {
    const place = places.get(column);
    if (place === undefined) {
      const source = columnSource(schema.features[index]!, column);
      return binTable([source], new Uint16Array(new SharedArrayBuffer(2 * rowCount)));
    }
    const { table } = known;
    return { rowCount, features: [table.features[place]!], columns: [table.columns[place]!] };
  });
  const features = tables.flatMap(({ features }) => features);
  return { rowCount, features, columns: tables.flatMap(({ columns }) => columns) };
}
