import { scaleValue } from '@lambda-forest/schema';
import type { Scaling } from '@lambda-forest/schema';
import { count } from '@lambda-forest/text';

import type { Dataset } from './dataset.ts';
import { describeRows, requireUnscaled } from './describe-rows.ts';
import { mapNumbers } from './feature-column.ts';
import type { FeatureColumn } from './feature-column.ts';

/**
 * What makes each numeric feature have mean 0 and deviation 1 on these rows, as scikit-learn's
 * StandardScaler does: the population deviation, and scale 1 for a constant feature. Fit it on training
 * rows only, or the test rows leak into training.
 *
 * @param dataset in its original units, not scaled
 * @param rows indices into the dataset, at least one
 * @throws {DataValidationError} if there are no rows, or a numeric feature has no value in any of them
 * @throws {RangeError} for a scaled dataset
 */
export function fitScaling(dataset: Dataset, rows: Uint32Array): Scaling {
  const { features } = describeRows(dataset, rows);
  return {
    center: features.map((feature) => (feature.kind === 'numeric' ? feature.mean : 0)),
    scale: features.map((feature) =>
      feature.kind === 'numeric' && feature.standardDeviation > 0 ? feature.standardDeviation : 1,
    ),
  };
}

/**
 * A dataset with scaled columns of its own and `schema.scaling` set, so that serving scales alike. The
 * schema's statistics stay in the original units: they describe what a client sends. Missing stays missing.
 *
 * @throws {RangeError} for a dataset that is scaled already, or a scaling of other features
 */
export function scaleDataset<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  scaling: Scaling,
): Dataset<Column> {
  requireUnscaled(dataset);
  const features = dataset.columns.length;
  if (scaling.center.length !== features || scaling.scale.length !== features) {
    throw new RangeError(
      `Found scaling for ${scaling.center.length} and ${count(scaling.scale.length, 'feature')}, expected ${features}.`,
    );
  }
  const columns = dataset.columns.map((column, feature) =>
    mapNumbers(column, (value) => scaleValue(scaling, feature, value)),
  );
  return dataset.task === 'classification'
    ? { ...dataset, columns, schema: { ...dataset.schema, scaling } }
    : { ...dataset, columns, schema: { ...dataset.schema, scaling } };
}
