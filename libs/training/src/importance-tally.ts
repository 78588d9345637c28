/**
 * Importances by mean decrease in impurity, as scikit-learn defines them: a split credits its feature
 * with `samples * impurity` of the node minus that of its children; a tree's sums are scaled to a total of
 * 1; the trees that lowered impurity are averaged. (Breiman, Friedman, Olshen and Stone, 1984.)
 */
export class ImportanceTally {
  readonly #total: Float64Array;
  readonly #tree: Float64Array;

  constructor(featureCount: number) {
    this.#total = new Float64Array(featureCount);
    this.#tree = new Float64Array(featureCount);
  }

  /** @param decrease of `samples * impurity`; below 0 by rounding only, which counts as 0 */
  addSplit(feature: number, decrease: number): void {
    this.#tree[feature]! += Math.max(0, decrease);
  }

  endTree(): void {
    const share = normalised(this.#tree);
    for (let f = 0; f < share.length; f++) this.#total[f]! += share[f]!;
    this.#tree.fill(0);
  }

  /** One number per feature: not negative, summing to 1, or all 0 if no split lowered impurity. */
  importances(): Float64Array {
    return normalised(this.#total);
  }
}

function normalised(numbers: Float64Array): Float64Array {
  const sum = numbers.reduce((total, number) => total + number, 0);
  return sum > 0 ? numbers.map((number) => number / sum) : numbers.slice();
}
