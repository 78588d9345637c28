/** Columns of booleans, which libraries keep as numbers or as texts. */
import { CATEGORICAL, LEAF, MISSING_LEFT, ZERO_MISSING } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { BOOLEAN_LEVELS } from '@lambda-forest/schema';

import type { ForeignColumn, ForeignModel } from './foreign-model.ts';

/** As Python writes them, JSON, and CatBoost, which takes booleans for these texts. */
const PAIRS = new Set(['False,True', 'false,true', '0,1']);

/**
 * Categories that are the texts of false and true become a boolean, which requests may spell in every way. Elsewhere a
 * `True` might be taken for a text that training did not see.
 */
export function textBoolean(column: ForeignColumn): ForeignColumn {
  if (column.kind !== 'categorical' || !column.hasLevels) return column;
  if (!PAIRS.has(column.levels.join())) return column;
  return { ...column, levels: BOOLEAN_LEVELS, isBoolean: true, takesOthers: false };
}

/**
 * The model with numbers that are booleans: 0 is false, 1 is true. It answers as before.
 *
 * @param places of columns of numbers
 */
export function withBooleans(model: ForeignModel, places: readonly number[]): ForeignModel {
  if (places.length === 0) return model;
  const columns = model.columns.map((column, i): ForeignColumn => {
    if (!places.includes(i)) return column;
    const { name, isNamed, takesMissing } = column;
    const isBoolean = { kind: 'categorical', levels: BOOLEAN_LEVELS, isBoolean: true } as const;
    return { ...isBoolean, name, isNamed, takesMissing, hasLevels: true };
  });
  return { ...model, columns, forest: testingBooleans(model.forest, new Set(places)) };
}

/** Whether all that trees ask of a number is whether it is 0 or 1. */
export function isAskedAsBoolean({ feature, threshold }: Forest, place: number): boolean {
  return feature.every(
    (tested, node) =>
      tested !== place ||
      threshold[node] === Infinity ||
      (threshold[node]! >= 0 && threshold[node]! < 1),
  );
}

/** Comparisons of these features become sets of levels: of each subset one in which unseen levels go right, and one left. */
function testingBooleans(forest: Forest, places: ReadonlySet<number>): Forest {
  const sets = forest.categorySetStart.length - 1;
  const words = forest.categorySetBits.length;
  const threshold = forest.threshold.slice();
  const flags = forest.flags.slice();
  forest.feature.forEach((tested, node) => {
    if (tested === LEAF || !places.has(tested)) return;
    const missingLeft = flags[node]! & MISSING_LEFT;
    const falseLeft =
      (flags[node]! & ZERO_MISSING) === 0 ? Number(threshold[node]! >= 0) : missingLeft;
    const trueLeft = Number(threshold[node]! >= 1);
    threshold[node] = sets + falseLeft + 2 * trueLeft + 4 * missingLeft;
    flags[node] = missingLeft | CATEGORICAL;
  });
  const subsets = [0, 1, 2, 3];
  return {
    ...forest,
    threshold,
    flags,
    categorySetStart: Uint32Array.from([
      ...forest.categorySetStart,
      ...Array.from({ length: 8 }, (_, i) => words + i + 1),
    ]),
    categorySetBits: Uint32Array.from([
      ...forest.categorySetBits,
      ...subsets,
      ...subsets.map((subset) => subset | (-1 << 2)),
    ]),
  };
}
