import { defined, quote } from '@lambda-forest/text';
import { DataValidationError } from '@lambda-forest/table';
import type {
  CategoricalFeature,
  ClassTarget,
  Feature,
  NumericFeature,
  NumericTarget,
  Schema,
} from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import { allNumbers } from './feature-column.ts';
import { describeNumbers } from './statistics.ts';

/**
 * The schema of some of a dataset's rows: names, levels and classes are the dataset's; counts, ranges, means
 * and deviations are those of the rows. Described rows of training are the schema that a model stores.
 *
 * @param dataset in its original units, not scaled
 * @param rows indices into the dataset, at least one
 * @throws {DataValidationError} if there are no rows, or a numeric feature has no value in any of them
 * @throws {RangeError} for a scaled dataset
 */
export function describeRows(dataset: Dataset, rows: Uint32Array): Schema {
  requireUnscaled(dataset);
  if (rows.length === 0) {
    throw new DataValidationError('Found no rows to describe, expected at least one.', {
      remedy: 'Add rows.',
    });
  }
  const { policies, missingMarkers, encodings } = dataset.schema;
  const features = dataset.schema.features.map((feature, i) =>
    describeFeature(feature, allNumbers(dataset.columns[i]!), rows),
  );
  const rest = defined({ policies, missingMarkers, encodings });
  const rowCount = rows.length;
  if (dataset.task === 'regression') {
    const target = describeQuantity(dataset.schema.target, dataset.target, rows);
    return { task: 'regression', features, target, rowCount, ...rest };
  }
  const { name, classes } = dataset.schema.target;
  const target = describeClasses(name, classes, dataset.target, rows);
  return { task: 'classification', features, target, rowCount, ...rest };
}

/** Statistics of scaled values would be taken for those of the original ones. */
export function requireUnscaled(dataset: Dataset): void {
  if (dataset.schema.scaling !== undefined) {
    throw new RangeError('Found a scaled dataset, expected one in its original units.');
  }
}

/**
 * A feature with what these rows have of it: name, levels and source stay as they are.
 *
 * @param feature whose statistics may be anything
 * @throws {DataValidationError} if no row has a value
 */
export function describeFeature(
  feature: BareFeature,
  column: Float64Array,
  rows: Uint32Array,
): Feature {
  const { name } = feature;
  if (feature.kind === 'categorical') {
    const { levels, boolean, other, encode } = feature;
    return {
      kind: 'categorical',
      name,
      levels,
      ...countCodes(column, rows, levels.length),
      ...defined({ boolean, other, encode }),
    };
  }
  const statistics = describeNumbers(column, rows);
  if (statistics.missing === rows.length) {
    const message = 'found no value in any row, expected numbers';
    throw new DataValidationError(`In column ${quote(name)}, ${message}.`, {
      remedy: 'Leave the column out.',
      issues: [{ column: name, message }],
    });
  }
  const { format, source } = feature;
  return { kind: 'numeric', name, ...statistics, ...defined({ format, source }) };
}

/** What of a feature does not depend on the rows. */
export type BareFeature =
  | Pick<NumericFeature, 'kind' | 'name' | 'format' | 'source'>
  | Pick<CategoricalFeature, 'kind' | 'name' | 'levels' | 'boolean' | 'other' | 'encode'>;

export function describeQuantity(
  { name, format }: Pick<NumericTarget, 'name' | 'format'>,
  target: Float64Array,
  rows: Uint32Array,
): NumericTarget {
  const { minimum, maximum, mean, standardDeviation } = describeNumbers(target, rows);
  return { name, minimum, maximum, mean, standardDeviation, ...defined({ format }) };
}

export function describeClasses(
  name: string,
  classes: readonly string[],
  target: Int32Array,
  rows: Uint32Array,
): ClassTarget {
  return { name, classes, counts: countCodes(target, rows, classes.length).counts };
}

/** How often each code from 0 to codeCount - 1 occurs in the rows; NaN is missing. */
function countCodes(
  codes: Int32Array | Float64Array,
  rows: Uint32Array,
  codeCount: number,
): { counts: number[]; missing: number } {
  const counts = new Array<number>(codeCount).fill(0);
  let missing = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (Number.isNaN(code)) missing++;
    else counts[code]!++;
  }
  return { counts, missing };
}
