import type { Dataset } from '@lambda-forest/data';
import { enumerate, formatInteger, quote } from '@lambda-forest/text';

const MAX_CLASSES_SHOWN = 3;

/** A warning of classes that some folds have no row of, or none. They are often misspelled. */
export function describeRareClasses(
  { task, schema, target }: Dataset,
  train: Uint32Array,
  folds: number,
): string[] {
  if (task === 'regression') return [];
  const counts = new Uint32Array(schema.target.classes.length);
  for (const row of train) counts[target[row]!]!++;
  const rare = schema.target.classes.flatMap((name, index) =>
    counts[index]! < folds ? [`${formatInteger(counts[index]!)} of ${quote(name)}`] : [],
  );
  return rare.length === 0
    ? []
    : [
        `Warning: the training rows have ${enumerate(rare, MAX_CLASSES_SHOWN)}, fewer than the ${folds} folds, so the scores say little about them. Add rows, or correct them if they are misspelled.`,
      ];
}
