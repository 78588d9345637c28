import { InvalidForestError } from './errors.ts';
import type { Forest } from './forest.ts';

/** What a leaf adds up instead of answering its number, as `LinearRows` says. */
export interface LinearTerms {
  /** One for each coefficient, at least one: 0 to featureCount - 1, or featureCount for the number 1. */
  readonly features: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
}

/** Rows of leaves, equal ones once. */
export class RowPool {
  readonly #values: number[] = [];
  readonly #rowOfKey = new Map<string | number, number>();
  readonly #start: number[] = [0];
  readonly #feature: number[] = [];
  readonly #coefficient: number[] = [];

  /**
   * @returns the row's index
   * @throws {InvalidForestError} for a number that is not finite, or another number of features than of coefficients
   */
  add(answer: ArrayLike<number>, terms?: LinearTerms): number {
    if (answer.length === 1 && terms === undefined) return this.#addNumber(answer[0]!);
    const features = Array.from(terms?.features ?? []);
    const coefficients = Array.from(terms?.coefficients ?? []);
    const numbers = [...Array.from(answer), ...coefficients];
    if (!numbers.every(Number.isFinite) || features.length !== coefficients.length) {
      throw new InvalidForestError(`Found a leaf that answers [${numbers.join(', ')}].`);
    }
    const keys = [...numbers, ...features].map(keyOf);
    const key = keys.length === 1 ? keys[0]! : keys.join();
    const known = this.#rowOfKey.get(key);
    if (known !== undefined) return known;
    for (const number of Array.from(answer)) this.#values.push(number);
    for (const feature of features) this.#feature.push(feature);
    for (const coefficient of coefficients) this.#coefficient.push(coefficient);
    return this.#endRow(key);
  }

  /** A number alone, such as each leaf of a boosted tree answers, need not become lists and a text, which takes long. */
  #addNumber(number: number): number {
    if (!Number.isFinite(number)) {
      throw new InvalidForestError(`Found a leaf that answers [${number}].`);
    }
    const key = keyOf(number);
    const known = this.#rowOfKey.get(key);
    if (known !== undefined) return known;
    this.#values.push(number);
    return this.#endRow(key);
  }

  #endRow(key: string | number): number {
    const row = this.#rowOfKey.size;
    this.#rowOfKey.set(key, row);
    this.#start.push(this.#feature.length);
    return row;
  }

  /** `linear` only if a row has terms. */
  members(): Pick<Forest, 'values' | 'linear'> {
    const values = Float64Array.from(this.#values);
    if (this.#feature.length === 0) return { values };
    const linear = {
      start: Uint32Array.from(this.#start),
      feature: Uint32Array.from(this.#feature),
      coefficient: Float64Array.from(this.#coefficient),
    };
    return { values, linear };
  }
}

/** A map takes -0 for 0. */
function keyOf(number: number): string | number {
  return Object.is(number, -0) ? '-0' : number;
}
