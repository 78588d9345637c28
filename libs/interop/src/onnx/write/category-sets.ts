import { CATEGORICAL, LEAF, MISSING_LEFT, UNSEEN_APART } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';

/** What splits by categories ask, as columns of 0 (left) and 1 (right): not all operators of trees test membership. */
export interface CategorySets {
  /** By feature: for each of its columns a number for each level, for any other one, and for a missing one. */
  readonly columns: readonly (readonly Uint8Array[])[];
  /** Of a split by categories: its column among those of its feature. */
  readonly columnOf: (node: number) => number;
}

export function categorySetsOf(forest: Forest, { features }: Schema): CategorySets {
  const known = features.map(() => new Map<string, number>());
  const columns = features.map((): Uint8Array[] => []);
  const columnOf = new Uint32Array(forest.feature.length);
  forest.flags.forEach((flag, node) => {
    const feature = forest.feature[node]!;
    if (feature === LEAF || (flag & CATEGORICAL) === 0) return;
    const asked = features[feature];
    const levels = asked?.kind === 'categorical' ? asked.levels.length : 0;
    const sides = sidesOf(forest, node, levels);
    const key = sides.join('');
    const same = known[feature]!.get(key) ?? columns[feature]!.length;
    if (same === columns[feature]!.length) {
      columns[feature]!.push(sides);
      known[feature]!.set(key, same);
    }
    columnOf[node] = same;
  });
  return { columns, columnOf: (node) => columnOf[node]! };
}

/** Where each level goes, any other one, and a missing one. */
function sidesOf(forest: Forest, node: number, levels: number): Uint8Array {
  const { categorySetStart, categorySetBits, flags, threshold } = forest;
  const missingLeft = (flags[node]! & MISSING_LEFT) !== 0;
  const unseenLeft = missingLeft !== ((flags[node]! & UNSEEN_APART) !== 0);
  const start = categorySetStart[threshold[node]!]!;
  const bits = 32 * (categorySetStart[threshold[node]! + 1]! - start);
  const isLeft = (level: number) =>
    level < bits
      ? ((categorySetBits[start + (level >>> 5)]! >>> (level & 31)) & 1) === 1
      : unseenLeft;
  const sides = Uint8Array.from({ length: levels + 2 }, (_, level) => Number(!isLeft(level)));
  sides[levels] = Number(!unseenLeft);
  sides[levels + 1] = Number(!missingLeft);
  return sides;
}
