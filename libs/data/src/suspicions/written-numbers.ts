import type { Dataset } from '../dataset/dataset.ts';
import type { FeatureColumn } from '../dataset/feature-column.ts';

/** A column whose numbers are those of the file. */
interface WrittenNumbers {
  readonly name: string;
  /** Length rowCount, NaN where there is none. */
  readonly values: FeatureColumn;
}

/** The quantities that the file itself has, the target included: none that were made of dates, names or words. */
export function writtenNumbers({
  task,
  schema,
  columns,
  target,
}: Dataset): readonly WrittenNumbers[] {
  const numeric = schema.features.flatMap((feature, index) =>
    feature.kind === 'numeric' && feature.source === undefined
      ? [{ name: feature.name, values: columns[index]! }]
      : [],
  );
  const quantity = task === 'regression' ? [{ name: schema.target.name, values: target }] : [];
  return [...numeric, ...quantity];
}
