import type { ClassificationSchema, RegressionSchema } from '@lambda-forest/schema';

import type { FeatureColumn } from './feature-column.ts';

interface DatasetBase<Column extends FeatureColumn> {
  readonly rowCount: number;
  /**
   * One per feature, in schema order, each of rowCount numbers. Numeric feature: the value.
   * Categorical feature: the level's index in the schema. NaN is missing in both.
   */
  readonly columns: readonly Column[];
  /** Length rowCount, positive and finite: how much each row counts in training. Absent where all count 1. */
  readonly weights?: Float64Array;
}

export interface ClassificationDataset<
  Column extends FeatureColumn = FeatureColumn,
> extends DatasetBase<Column> {
  readonly task: 'classification';
  readonly schema: ClassificationSchema;
  /** Length rowCount: the class's index in `schema.target.classes`. */
  readonly target: Int32Array;
}

export interface RegressionDataset<
  Column extends FeatureColumn = FeatureColumn,
> extends DatasetBase<Column> {
  readonly task: 'regression';
  readonly schema: RegressionSchema;
  /** Length rowCount, finite. */
  readonly target: Float64Array;
}

/**
 * A table, column by column, with typed values and the schema that names them. It is never copied to take a
 * part of it: parts are row indices (`Uint32Array`), as splits and folds return and engines accept.
 */
export type Dataset<Column extends FeatureColumn = FeatureColumn> =
  | ClassificationDataset<Column>
  | RegressionDataset<Column>;
