import type { Dataset } from '@lambda-forest/data';
import type { CategoricalFeature } from '@lambda-forest/schema';

import { classificationTable, regressionTable } from './tables.ts';

/** A column that is not yet numbers; NaN has no level. */
export interface Unencoded {
  readonly encode: 'names' | 'text';
  readonly levels: readonly string[];
  readonly codes: readonly number[];
}

/** A table whose first column is to be encoded, before numeric ones. */
export function tableWith(
  { encode, levels, codes }: Unencoded,
  numbers: readonly (readonly number[])[],
  target: readonly number[],
  classCount?: number,
): Dataset<Float64Array> {
  const dataset =
    classCount === undefined
      ? regressionTable(numbers, target)
      : classificationTable(numbers, target, classCount);
  const counts = new Array<number>(levels.length).fill(0);
  for (const code of codes) if (!Number.isNaN(code)) counts[code]!++;
  const feature: CategoricalFeature = {
    kind: 'categorical',
    name: 'name',
    levels,
    counts,
    missing: codes.filter((code) => Number.isNaN(code)).length,
    encode,
  };
  const features = [feature, ...dataset.schema.features];
  const columns = [Float64Array.from(codes), ...dataset.columns];
  return dataset.task === 'classification'
    ? { ...dataset, columns, schema: { ...dataset.schema, features } }
    : { ...dataset, columns, schema: { ...dataset.schema, features } };
}
