import type { Dataset } from '../dataset/dataset.ts';

/** A column whose numbers are those of the file. */
interface WrittenNumbers {
  readonly name: string;
  /** Length rowCount, NaN where there is none. */
  readonly values: ArrayLike<number>;
}

/** The quantities that the file itself has, the target included: none that were made of dates, names or words. */
export function writtenNumbers({ schema, columns, target }: Dataset): readonly WrittenNumbers[] {
  const numeric = schema.features.flatMap((feature, index) =>
    feature.kind === 'numeric' && feature.source === undefined
      ? [{ name: feature.name, values: columns[index]! }]
      : [],
  );
  const quantity =
    schema.task === 'regression' ? [{ name: schema.target.name, values: target }] : [];
  return [...numeric, ...quantity];
}
