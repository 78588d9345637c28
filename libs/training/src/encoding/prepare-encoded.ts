import { isUnencoded } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';

import type { Engine, PreparedEngine } from '../engine.ts';
import { requireRows } from '../training-input.ts';
import { encodeForFit } from './encode-for-fit.ts';
import type { EncodingOptions } from './encoding-folds.ts';

/**
 * As `engine.prepare`, for a dataset whose names are numbers only in a fit: every fit encodes them from its own rows
 * first. Of the table, only their columns are prepared again.
 *
 * @param dataset without unencoded texts
 */
export async function prepareEncoded(
  engine: Engine,
  dataset: Dataset,
  options: EncodingOptions,
): Promise<PreparedEngine> {
  if (!dataset.schema.features.some(isUnencoded)) return engine.prepare(dataset);
  // Each candidate of a choice or a search is fitted on the same rows.
  const views = new WeakMap<Uint32Array, Dataset>();
  let known: PreparedEngine | undefined;
  return {
    async fit(rows, learner, hooks) {
      requireRows(dataset, rows);
      const view = views.get(rows) ?? encodeForFit(dataset, rows, options);
      views.set(rows, view);
      known = await (known?.withColumns(view) ?? engine.prepare(view));
      return known.fit(rows, learner, hooks);
    },
    withColumns: (other) => prepareEncoded(engine, other, options),
  };
}
