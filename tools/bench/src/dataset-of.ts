import { allRows, describeRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { NumericFeature } from '@lambda-forest/schema';

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

/** A dataset of arrays, its schema described from all rows; features and classes are named by their index. */
export function datasetOf(arrays: Arrays): Dataset {
  const { columns } = arrays;
  const rowCount = arrays.target.length;
  const features = columns.map((_, i) => undescribed(`f${i}`));
  const draft: Dataset =
    arrays.task === 'classification'
      ? {
          task: 'classification',
          schema: {
            task: 'classification',
            features,
            rowCount,
            target: { name: 'class', classes: labels(arrays.classCount), counts: [] },
          },
          rowCount,
          columns,
          target: arrays.target,
        }
      : {
          task: 'regression',
          schema: {
            task: 'regression',
            features,
            rowCount,
            target: { name: 'y', minimum: 0, maximum: 0, mean: 0, standardDeviation: 0 },
          },
          rowCount,
          columns,
          target: arrays.target,
        };
  const schema = describeRows(draft, allRows(draft));
  if (draft.task === 'classification' && schema.task === 'classification') {
    return { ...draft, schema };
  }
  if (draft.task === 'regression' && schema.task === 'regression') return { ...draft, schema };
  throw new TypeError(`Found a schema for ${schema.task}, expected one for ${draft.task}.`);
}

function undescribed(name: string): NumericFeature {
  const nothing = { minimum: 0, maximum: 0, mean: 0, standardDeviation: 0, missing: 0 };
  return { kind: 'numeric', name, ...nothing };
}

function labels(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i));
}
