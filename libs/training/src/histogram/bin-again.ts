import type { Dataset } from '@lambda-forest/data';
import { binTable } from '@lambda-forest/histogram';
import type { BinnedFeature } from '@lambda-forest/histogram';

import { columnSources } from './growth-problem.ts';
import type { Prepared } from './prepared.ts';

/**
 * Prepared with another dataset of the same rows: the codes of columns that are the same arrays are copied, and only the
 * others are binned.
 */
export function binAgain(known: Prepared, dataset: Dataset): Prepared {
  const { rowCount, columns } = dataset;
  const codes = new Uint16Array(new SharedArrayBuffer(2 * rowCount * columns.length));
  const places = new Map(known.dataset.columns.map((column, place) => [column, place]));
  const features = columnSources(dataset).map((source, feature): BinnedFeature => {
    const part = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
    const place = places.get(source.values);
    if (place === undefined) return binTable([source], part).features[0]!;
    part.set(known.table.codes.subarray(place * rowCount, (place + 1) * rowCount));
    return known.table.features[place]!;
  });
  return { ...known, dataset, table: { rowCount, features, codes } };
}
