import { LambdaForestError } from '@lambda-forest/text';

const TRAIN = 'train one with "npx lambda-forest train"';

/** Thrown if a model file is missing. */
export class ModelNotFoundError extends LambdaForestError {
  static override readonly name = 'ModelNotFoundError';

  /** @param location what the reader was given: a path, a URL, a key */
  constructor(location: string, cause?: unknown) {
    super('MODEL_NOT_FOUND', `Found no model file at ${location}, expected one.`, {
      remedy: `Check the location, or ${TRAIN}.`,
      cause,
    });
  }
}

/** Thrown by `decodeModel` for bytes that are not a model file, or no longer the ones written. */
export class ModelCorruptedError extends LambdaForestError {
  static override readonly name = 'ModelCorruptedError';

  constructor(problem: string, cause?: unknown) {
    super('MODEL_CORRUPTED', problem, {
      remedy: `Copy the model file again, in binary mode, or ${TRAIN}.`,
      cause,
    });
  }
}

/** Thrown by `decodeModel` for an undamaged file of a format version that this reader does not know. */
export class ModelVersionError extends LambdaForestError {
  static override readonly name = 'ModelVersionError';

  constructor(found: number, newest: number) {
    super(
      'MODEL_VERSION_UNSUPPORTED',
      `Found a model file of format version ${found}, expected at most ${newest}.`,
      { remedy: `Update lambda-forest, or ${TRAIN}.` },
    );
  }
}

/** Thrown by `encodeModel` for a model whose parts do not agree or cannot be written. */
export class InvalidModelError extends LambdaForestError {
  static override readonly name = 'InvalidModelError';

  constructor(problem: string, cause?: unknown) {
    super('MODEL_INVALID', problem, {
      remedy: 'Correct it before saving.',
      cause,
    });
  }
}
