import { allRows, describeRows, withSchema } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';

/** A table as arrays: numeric columns, each of length n, with a target of length n. */
export type Arrays =
  | {
      readonly task: 'classification';
      readonly columns: readonly Float64Array[];
      /** Class indices from 0 to classCount - 1. */
      readonly target: Int32Array;
      readonly classCount: number;
    }
  | {
      readonly task: 'regression';
      readonly columns: readonly Float64Array[];
      readonly target: Float64Array;
    };

/** Statistics before rows are described. */
const NONE = { minimum: 0, maximum: 0, mean: 0, standardDeviation: 0 };

/** A dataset of arrays, its schema described from all rows; features and classes are named by their index. */
export function datasetOf(arrays: Arrays): Dataset<Float64Array> {
  const rowCount = arrays.target.length;
  const features = arrays.columns.map(
    (_, i) => ({ kind: 'numeric', name: `f${i}`, missing: 0, ...NONE }) as const,
  );
  const draft: Dataset<Float64Array> =
    arrays.task === 'classification'
      ? { ...arrays, rowCount, schema: { ...classes(arrays.classCount), features, rowCount } }
      : { ...arrays, rowCount, schema: { ...QUANTITY, features, rowCount } };
  return withSchema(draft, describeRows(draft, allRows(draft)));
}

const QUANTITY = { task: 'regression', target: { name: 'y', ...NONE } } as const;

function classes(count: number) {
  const names = Array.from({ length: count }, (_, i) => String(i));
  return {
    task: 'classification',
    target: { name: 'class', classes: names, counts: [] },
  } as const;
}
