import { validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { checkAnswers } from './check-answers.ts';
import { InvalidModelError } from './errors.ts';

/**
 * Checks that the forest is one, and the one that the schema describes.
 *
 * @throws {InvalidForestError} for arrays that are not a forest
 * @throws {InvalidModelError} if features or outputs differ, or the forest does not answer what the task asks for
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
  checkAnswers(schema, forest);
}

function refuseIf(condition: boolean, found: string, expected: string): void {
  if (condition) throw new InvalidModelError(`Found ${found}, expected ${expected}.`);
}
