import { LambdaForestError } from '@lambda-forest/text';

/** Thrown by `parseSchema` for a value that is not a schema. */
export class InvalidSchemaError extends LambdaForestError {
  static override readonly name = 'InvalidSchemaError';

  constructor(problem: string, cause?: unknown) {
    super('SCHEMA_INVALID', problem, { remedy: 'Use a schema as training wrote it.', cause });
  }
}
