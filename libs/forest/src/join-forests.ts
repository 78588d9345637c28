import { CATEGORICAL, LEAF, rowWidth } from './forest.ts';
import type { Forest } from './forest.ts';
import { shareCategorySets } from './share-category-sets.ts';

/**
 * One forest whose scores are the mean of theirs.
 *
 * @param forests at least one; boosted alike: all add up, from the same base scores, with one link and kind of trees, for
 *   the same features and outputs; without terms
 */
export function averageForests(forests: readonly Forest[]): Forest {
  if (forests.length === 1) return forests[0]!;
  return joinForests(
    forests.map((forest) => ({
      ...forest,
      values: forest.values.map((value) => value / forests.length),
    })),
  );
}

/**
 * The trees of all, one forest after the other, with what the first says of how they are combined.
 *
 * @param forests at least one; for the same features and outputs, and with rows of one width; without terms
 */
export function joinForests(forests: readonly Forest[]): Forest {
  const [first] = forests;
  const nodes = startsOf(forests.map(({ feature }) => feature.length));
  const rows = startsOf(forests.map((forest) => forest.values.length / rowWidth(forest)));
  const sets = startsOf(forests.map(({ categorySetStart }) => categorySetStart.length - 1));
  const words = startsOf(forests.map(({ categorySetBits }) => categorySetBits.length));
  const join = <Numbers extends Int32Array | Uint32Array | Uint8Array | Float64Array>(
    partOf: (forest: Forest, index: number) => Numbers,
  ): Numbers => {
    const parts = forests.map(partOf);
    const joined = new (parts[0]!.constructor as new (length: number) => Numbers)(
      parts.reduce((sum, { length }) => sum + length, 0),
    );
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  return shareCategorySets({
    ...first!,
    treeOutput: join(({ treeOutput }) => treeOutput),
    treeStart: join(({ treeStart }, i) =>
      treeStart.subarray(i === 0 ? 0 : 1).map((node) => node + nodes[i]!),
    ),
    feature: join(({ feature }) => feature),
    threshold: join(({ threshold, flags }, i) =>
      threshold.map((value, node) =>
        (flags[node]! & CATEGORICAL) === 0 ? value : value + sets[i]!,
      ),
    ),
    next: join(({ next, feature }, i) =>
      next.map((to, node) => to + (feature[node] === LEAF ? rows[i]! : nodes[i]!)),
    ),
    flags: join(({ flags }) => flags),
    values: join(({ values }) => values),
    cover: join(({ cover }) => cover),
    categorySetStart: join(({ categorySetStart }, i) =>
      categorySetStart.subarray(i === 0 ? 0 : 1).map((word) => word + words[i]!),
    ),
    categorySetBits: join(({ categorySetBits }) => categorySetBits),
  });
}

/** Where each part begins among all. */
function startsOf(lengths: readonly number[]): readonly number[] {
  let sum = 0;
  return lengths.map((length) => (sum += length) - length);
}
