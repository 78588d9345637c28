import { LambdaForestError } from '@lambda-forest/text';

/** Thrown by `predictRows` for a forest without trees. */
export class ModelNotTrainedError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('MODEL_NOT_TRAINED', problem, { remedy });
  }
}

/** Thrown by `findEngine` for an unknown name. */
export class UnknownEngineError extends LambdaForestError {
  constructor(name: string, known: readonly string[]) {
    super('ENGINE_UNKNOWN', `Found the engine "${name}", expected one of: ${known.join(', ')}.`, {
      remedy: 'Choose one of these.',
    });
  }
}

/** Thrown by `fit` for an option out of its bounds. */
export class InvalidOptionError extends LambdaForestError {
  /** The option's name in `LearnerOptions`. */
  readonly option: string;

  constructor(option: string, found: unknown, expected: string) {
    super('OPTION_INVALID', `Found ${option} ${String(found)}, expected ${expected}.`, {
      remedy: `Change ${option}.`,
    });
    this.option = option;
  }
}

/** Thrown by `fit` for an option that the engine cannot honour. */
export class UnsupportedOptionError extends LambdaForestError {
  /** The option's name in `LearnerOptions`. */
  readonly option: string;

  constructor(engine: string, option: string, found: unknown, supported: string) {
    super(
      'OPTION_UNSUPPORTED',
      `Found ${option} ${String(found)} with the engine ${engine}, which supports only ${supported}.`,
      { remedy: `Leave ${option} out, or choose another engine.` },
    );
    this.option = option;
  }
}

/** Thrown by `prepare` and `fit` for a table, or rows of it, that the engine cannot learn from. */
export class TrainingInputError extends LambdaForestError {
  /** Index into the dataset, where the problem is in one row: callers know what they call it. */
  readonly row: number | undefined;

  constructor(problem: string, remedy: string, row?: number) {
    super('TRAINING_INPUT_INVALID', problem, { remedy });
    this.row = row;
  }
}

/** Thrown by `fit` and `crossValidate` once their signal is aborted; `cause` is the signal's reason. */
export class TrainingCancelledError extends LambdaForestError {
  constructor(cause: unknown) {
    super('TRAINING_CANCELLED', 'Found a request to stop before the last tree was finished.', {
      remedy: 'Start the training again.',
      cause,
    });
  }
}
