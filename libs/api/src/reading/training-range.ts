import { MS_PER_DAY, partOf, sourceOf } from '@lambda-forest/schema';
import type { Feature, NumericFeature, Schema } from '@lambda-forest/schema';

import type { RangeWarning } from '../answers.ts';

/** Whether training saw a range of the feature: a quantity, or a date by its day, with which its year and month go. */
export function hasTrainingRange(feature: Feature): feature is NumericFeature {
  return feature.kind === 'numeric' && (!feature.source || partOf(feature) === 'days');
}

/** Finds the quantities of a row that lie outside what training saw. They are answered, with a warning. */
export class TrainingRange {
  readonly #names: readonly string[];
  /** Inclusive, one per feature. A level has no bounds. */
  readonly #minimum: Float64Array;
  readonly #maximum: Float64Array;
  readonly #isDate: readonly boolean[];

  constructor({ features }: Schema) {
    this.#names = features.map((feature) => sourceOf(feature)?.column ?? feature.name);
    this.#minimum = Float64Array.from(features, (feature) =>
      hasTrainingRange(feature) ? feature.minimum : -Infinity,
    );
    this.#maximum = Float64Array.from(features, (feature) =>
      hasTrainingRange(feature) ? feature.maximum : Infinity,
    );
    this.#isDate = features.map((feature) => partOf(feature) !== undefined);
  }

  /** @param row in original units; NaN (missing) is inside */
  warnings(row: Float64Array): RangeWarning[] {
    const warnings: RangeWarning[] = [];
    for (let index = 0; index < row.length; index++) {
      const value = row[index]!;
      const isBelow = value < this.#minimum[index]!;
      if (!isBelow && !(value > this.#maximum[index]!)) continue;
      const bound = isBelow
        ? `below ${this.#shown(index, this.#minimum)}, the smallest`
        : `above ${this.#shown(index, this.#maximum)}, the largest`;
      const message = `The value is ${bound} that training saw.`;
      warnings.push({ feature: this.#names[index]!, message });
    }
    return warnings;
  }

  #shown(index: number, bounds: Float64Array): string {
    const bound = bounds[index]!;
    return this.#isDate[index]!
      ? new Date(bound * MS_PER_DAY).toISOString().replace('T00:00:00.000Z', '')
      : String(bound);
  }
}
