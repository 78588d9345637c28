import { LambdaForestError } from '@lambda-forest/text';

/** Thrown by `validateForest` and `ForestBuilder` for arrays that are not a forest. */
export class InvalidForestError extends LambdaForestError {
  static override readonly name = 'InvalidForestError';

  constructor(problem: string) {
    super('FOREST_INVALID', problem, { remedy: 'Build the forest again from its source.' });
  }
}
