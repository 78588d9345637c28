import { quote } from '@lambda-forest/text';
import { columnReaders } from '@lambda-forest/schema';
import type { CategoricalFeature, ColumnReader, Feature, Schema } from '@lambda-forest/schema';

import type { Dataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import type { FeatureColumn } from '../dataset/feature-column.ts';
import { withSchema } from '../dataset/with-schema.ts';
import { spreadValues } from './spread-values.ts';

/** A column of names or texts, before it is numbers. */
export type UnencodedFeature = CategoricalFeature & Required<Pick<CategoricalFeature, 'encode'>>;

export function isUnencoded(feature: Feature): feature is UnencodedFeature {
  return feature.kind === 'categorical' && feature.encode !== undefined;
}

/**
 * A dataset whose columns of names and texts are the numbers that a schema makes of them, as the service will.
 *
 * @param schema of the same columns; one of names or texts may be missing, and is dropped
 * @returns a dataset of that schema; other columns are the same arrays
 * @throws {RangeError} for a name that the schema does not take
 */
export function encodeDataset<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  schema: Schema,
): Dataset<Column | Float64Array> {
  const readers = new Map(columnReaders(schema).map((reader) => [reader.column.name, reader]));
  const columns = dataset.schema.features.flatMap(
    (feature, index): readonly (Column | Float64Array)[] => {
      const column = dataset.columns[index]!;
      if (!isUnencoded(feature)) return [column];
      const reader = readers.get(feature.name);
      return reader === undefined ? [] : encodeCodes(allNumbers(column), feature, reader);
    },
  );
  return withSchema({ ...dataset, columns }, schema);
}

/** Reads each distinct text once. */
function encodeCodes(
  codes: Float64Array,
  { levels }: UnencodedFeature,
  reader: ColumnReader,
): readonly Float64Array[] {
  const { width } = reader;
  const values = new Float64Array(levels.length * width);
  for (const [code, level] of levels.entries()) {
    const refusal = reader.readCell(level, values, code * width);
    if (refusal !== undefined) {
      throw new RangeError(
        `Found ${quote(level)}, expected ${reader.expectedFor(refusal)} in ${quote(reader.column.name)}.`,
      );
    }
  }
  return spreadValues(codes, values, width);
}
