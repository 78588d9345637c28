import type { Term } from '../impurity.ts';

/** The classes of a set of samples, kept up to date as samples come and go. */
export class ClassSums {
  /** Length classCount. */
  readonly ofClass: Float64Array;
  weight = 0;
  /** The sum of the classes' terms. */
  terms = 0;
  readonly #term: Term;
  readonly #isEntropy: boolean;

  constructor(classCount: number, term: Term, isEntropy: boolean) {
    this.ofClass = new Float64Array(classCount);
    this.#term = term;
    this.#isEntropy = isEntropy;
  }

  clear(): void {
    this.ofClass.fill(0);
    this.weight = 0;
    this.terms = 0;
  }

  copy(other: ClassSums): void {
    this.ofClass.set(other.ofClass);
    this.weight = other.weight;
    this.terms = other.terms;
  }

  add(klass: number, weight: number): void {
    const before = this.ofClass[klass]!;
    const after = before + weight;
    this.ofClass[klass] = after;
    this.weight += weight;
    this.terms += this.#term(after) - this.#term(before);
  }

  remove(klass: number, weight: number): void {
    const before = this.ofClass[klass]!;
    const after = before - weight;
    this.ofClass[klass] = after;
    this.weight -= weight;
    this.terms += this.#term(after) - this.#term(before);
  }

  /**
   * Purity times weight: the larger, the less impurity. Rounding may take it above that of a pure set, which
   * is the cap, so that a tiny weight cannot win by its rounding error.
   */
  purity(): number {
    return this.#isEntropy
      ? Math.min(this.terms - this.#term(this.weight), 0)
      : Math.min(this.terms / this.weight, this.weight);
  }
}
