import type { ForeignModel } from '@lambda-forest/interop';

import { asLightgbm } from './schema-of-file.ts';

/**
 * A name for each feature of a model, among those of its table's columns but for the target. Of a file without names: all
 * of them in their order, if they are as many. Where LightGBM wrote `_` for a blank, or left out a `=` in front, the
 * table's name.
 *
 * @returns undefined: the file's names are right, or it has none and the table has another number of columns
 */
export function namesAmong(
  { columns, library }: ForeignModel,
  table: readonly string[],
): readonly string[] | undefined {
  if (!isNamed({ columns })) return table.length === columns.length ? table : undefined;
  if (library !== 'lightgbm') return undefined;
  const written = new Map(table.map((name) => [asLightgbm(name), name]));
  const found = columns.map(({ name }) =>
    table.includes(name) ? name : (written.get(asLightgbm(name)) ?? name),
  );
  return new Set(found).size < found.length ? undefined : found;
}

/** Whether a model's file names its features. */
export function isNamed({ columns }: Pick<ForeignModel, 'columns'>): boolean {
  return columns.some((column) => column.isNamed);
}
