import { isUnencoded } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';

import type { SingleOptions } from './learner-options.ts';
import { requireBoostable, requireCriterion } from './training-input.ts';
import { validateBoostingOptions, validateForestOptions } from './validate-options.ts';

/**
 * Checks that options suit a table: before a fit, and before any of the work that leads to one. Which features names
 * become is known in a fit only, so that what depends on it is left to that.
 *
 * @param rows the fit's
 * @throws {InvalidOptionError} naming the first option that does not
 * @throws {TrainingInputError} for a target that the criterion or the loss does not take
 */
export function requireSuited(dataset: Dataset, rows: Uint32Array, options: SingleOptions): void {
  const { features } = dataset.schema;
  const areKnown = !features.some(isUnencoded);
  if (options.learner === 'forest') {
    if (areKnown) validateForestOptions(options, features.length);
    requireCriterion(dataset, rows, options);
    return;
  }
  const names = features.map(({ name }) => name);
  if (areKnown) validateBoostingOptions(options, names);
  requireBoostable(dataset, rows, options);
}
