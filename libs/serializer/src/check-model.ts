import { validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { InvalidModelError } from './errors.ts';

/** A distribution may sum to 1 within this. */
const SUM_TOLERANCE = 1e-9;

/**
 * Checks that the forest is one, and the one that the schema describes.
 *
 * @throws {InvalidForestError} for arrays that are not a forest
 * @throws {InvalidModelError} if features or outputs differ, or a classifier's row is no distribution
 */
export function checkModel(schema: Schema, forest: Forest): void {
  validateForest(forest);
  refuseIf(
    forest.featureCount !== schema.features.length,
    `a forest of ${forest.featureCount} features`,
    `the ${schema.features.length} of the schema`,
  );
  refuseIf(
    forest.outputCount !== outputCount(schema),
    `a forest of ${forest.outputCount} outputs`,
    `the ${outputCount(schema)} of the schema`,
  );
  if (schema.task === 'classification') checkDistributions(forest);
}

function checkDistributions({ values, outputCount: outputs }: Forest): void {
  for (let at = 0; at < values.length; at += outputs) {
    let sum = 0;
    let least = 0;
    for (let k = 0; k < outputs; k++) {
      const share = values[at + k]!;
      sum += share;
      if (share < least) least = share;
    }
    if (least < 0 || Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new InvalidModelError(
        `Found row ${at / outputs} with the smallest share ${least} and the sum ${sum}, expected no share below 0 and a sum of 1.`,
      );
    }
  }
}

function refuseIf(condition: boolean, found: string, expected: string): void {
  if (condition) throw new InvalidModelError(`Found ${found}, expected ${expected}.`);
}
