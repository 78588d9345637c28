import type { Dataset } from '@lambda-forest/data';
import { binTable } from '@lambda-forest/histogram';
import type { BinnedFeature, BinnedTable } from '@lambda-forest/histogram';

import { columnSources } from './growth-problem.ts';

/** Columns whose codes are known. */
export interface KnownColumns {
  readonly columns: readonly Float64Array[];
  /** Of the same columns. */
  readonly table: BinnedTable;
}

/** The codes of columns that are the same arrays are copied, and only the others are binned. */
export function binAgain(known: KnownColumns, dataset: Dataset): BinnedTable {
  const { rowCount, columns } = dataset;
  const isAll = columns.length === known.columns.length;
  if (isAll && columns.every((column, at) => column === known.columns[at])) return known.table;
  const codes = new Uint16Array(new SharedArrayBuffer(2 * rowCount * columns.length));
  const places = new Map(known.columns.map((column, place) => [column, place]));
  const features = columnSources(dataset).map((source, feature): BinnedFeature => {
    const part = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
    const place = places.get(source.values);
    if (place === undefined) return binTable([source], part).features[0]!;
    part.set(known.table.codes.subarray(place * rowCount, (place + 1) * rowCount));
    return known.table.features[place]!;
  });
  return { rowCount, features, codes };
}
