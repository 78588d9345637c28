import type { Schema } from '@lambda-forest/schema';

/** A value that the forest has to extrapolate from. */
export interface RangeWarning {
  /** The feature's name. */
  readonly feature: string;
  /** Names the bound that the value is beyond. */
  readonly message: string;
}

/** Finds the quantities of a row that lie outside what training saw. They are answered, with a warning. */
export class TrainingRange {
  readonly #names: readonly string[];
  /** Inclusive, one per feature. A level has no bounds. */
  readonly #minimum: Float64Array;
  readonly #maximum: Float64Array;

  constructor({ features }: Schema) {
    this.#names = features.map(({ name }) => name);
    this.#minimum = Float64Array.from(features, (feature) =>
      feature.kind === 'numeric' ? feature.minimum : -Infinity,
    );
    this.#maximum = Float64Array.from(features, (feature) =>
      feature.kind === 'numeric' ? feature.maximum : Infinity,
    );
  }

  /** @param row in original units; NaN (missing) is inside */
  warnings(row: Float64Array): RangeWarning[] {
    const warnings: RangeWarning[] = [];
    for (let index = 0; index < row.length; index++) {
      const value = row[index]!;
      const isBelow = value < this.#minimum[index]!;
      if (!isBelow && !(value > this.#maximum[index]!)) continue;
      const bound = isBelow
        ? `below ${this.#minimum[index]}, the smallest`
        : `above ${this.#maximum[index]}, the largest`;
      const message = `The value is ${bound} that training saw.`;
      warnings.push({ feature: this.#names[index]!, message });
    }
    return warnings;
  }
}
