import { readdirSync, readFileSync } from 'node:fs';

/** A tree that scikit-learn grew, with its training table (tools/oracles/make-trees.py). */
export interface GoldenTree {
  readonly name: string;
  readonly input: {
    /** One array a feature; null is missing. */
    readonly columns: readonly (readonly (number | null)[])[];
    readonly target: readonly number[];
    readonly is_class: boolean;
    readonly weights: readonly number[] | null;
    readonly params: {
      readonly criterion?: 'entropy' | 'poisson';
      readonly max_depth?: number;
      readonly min_samples_leaf?: number;
      readonly min_samples_split?: number;
      readonly min_impurity_decrease?: number;
    };
  };
  /** One entry a node, in preorder. A leaf's children are -1. */
  readonly expected: {
    readonly feature: readonly number[];
    /** null is Infinity. */
    readonly threshold: readonly (number | null)[];
    readonly left: readonly number[];
    readonly right: readonly number[];
    readonly missing_left: readonly number[];
    readonly impurity: readonly number[];
    readonly samples: readonly number[];
    readonly value: readonly (readonly number[])[];
  };
}

const FOLDER = new URL('../golden/trees/', import.meta.url);
const INPUT = '.input.json';

export function goldenTrees(): GoldenTree[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(INPUT))
    .map((file) => {
      const name = file.slice(0, -INPUT.length);
      const read = (part: string) =>
        JSON.parse(readFileSync(new URL(`${name}.${part}.json`, FOLDER), 'utf8'));
      return { name, input: read('input'), expected: read('expected') };
    });
}
