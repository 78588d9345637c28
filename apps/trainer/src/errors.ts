import type { Metric } from '@lambda-forest/evaluator';
import type { FailedRows } from '@lambda-forest/scoring';
import { count, formatInteger, formatNumber, LambdaForestError } from '@lambda-forest/text';

/** What the test has to reach. */
export interface QualityGate {
  /** The option that says so, without its dashes. */
  readonly option: 'min-accuracy' | 'min-score';
  readonly metric: Metric;
  readonly limit: number;
}

/** Thrown when the model is worse than the user asked for: nothing is written then. */
export class QualityGateError extends LambdaForestError {
  /** @param found null where the metric is not defined */
  constructor({ option, metric, limit }: QualityGate, found: number | null) {
    const { title, isHigherBetter } = metric;
    const value = found === null ? 'that is not defined' : `of ${formatNumber(found)}`;
    const [bound, change] = isHigherBetter ? ['at least', 'lower'] : ['at most', 'raise'];
    super(
      'QUALITY_TOO_LOW',
      `Found a test ${title} ${value}, expected ${bound} ${limit} as --${option} says; nothing was written.`,
      { remedy: `Add data or trees, or ${change} --${option}.` },
    );
  }
}

/** Thrown when all is written, but some rows of the data do not fit the model and so have no prediction. */
export class RowsFailedError extends LambdaForestError {
  /** The first of them: each with its line and what is wrong with it. */
  readonly places: readonly string[];
  /** How many rows no place stands for. */
  readonly untold: number;

  constructor(source: string, { count: failed, places, untold }: FailedRows, rows: number) {
    const others = failed < rows ? 'the others are predicted' : 'none is predicted';
    super(
      'ROWS_FAILED',
      `Found ${formatInteger(failed)} of ${count(rows, 'row')} of ${source} that do not fit the model, expected none; ${others}.`,
      { remedy: 'Correct these rows and score them again.' },
    );
    this.places = places;
    this.untold = untold;
  }
}

/** Thrown where Ctrl-C or a termination request ended the reading of a table; `cause` is the signal's reason. */
export class ReadingCancelledError extends LambdaForestError {
  constructor(cause: unknown) {
    super('READING_CANCELLED', 'Found a request to stop before all rows were read.', {
      remedy: 'Run it again if that was not meant; nothing was written.',
      cause,
    });
  }
}

/** Thrown where Ctrl-C or a termination request ended the scoring of pieces; `cause` is the signal's reason. */
export class ScoringCancelledError extends LambdaForestError {
  /** @param isLeft whether the run goes on elsewhere. Default false */
  constructor(cause: unknown, isLeft = false) {
    const rest = isLeft ? ', and the run goes on' : '';
    super('SCORING_CANCELLED', `Found a request to stop before all pieces were scored${rest}.`, {
      remedy: isLeft ? 'Follow it with --resume.' : 'Take the run up again with --resume.',
      cause,
    });
  }
}

/** Thrown where a training by functions of a stage was asked to stop; `cause` is the signal's reason. */
export class StageTrainingCancelledError extends LambdaForestError {
  /** @param isLeft whether what runs on AWS goes on */
  constructor(cause: unknown, isLeft: boolean) {
    const rest = isLeft ? ', and what runs on AWS goes on' : '';
    super('TRAINING_CANCELLED', `Found a request to stop before the training was over${rest}.`, {
      remedy: 'Take it up again with --resume; nothing was written here.',
      cause,
    });
  }
}

/** Thrown where processes that score a piece end without an answer. */
export class WorkerLostError extends LambdaForestError {
  /** @param work that they did. @param end the signal or the exit code of the last one */
  constructor(work: string, end: string | number, next: string) {
    super('WORKER_LOST', `Found two processes that ${work} ended by ${end}, expected an answer.`, {
      remedy: `See whether memory is short, use fewer --workers, and ${next}.`,
    });
  }
}

/** Thrown for two models that do not answer the same question. */
export class IncomparableModelsError extends LambdaForestError {
  constructor(problem: string) {
    super('MODELS_INCOMPARABLE', problem, { remedy: 'Compare models of the same target.' });
  }
}

/** Thrown for a table that a model was trained on, where no row of it can be shown to have been held out. */
export class HeldOutRowsError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('HELD_OUT_ROWS_UNKNOWN', problem, { remedy });
  }
}

/** Thrown when an imported model does not predict what its library does: nothing is written then. */
export class PredictionsDifferError extends LambdaForestError {
  constructor(line: number, found: string, expected: string) {
    super(
      'PREDICTIONS_DIFFER',
      `Found the prediction ${found} for row ${line}, expected ${expected} as --check says; nothing was written.`,
      {
        remedy:
          'Check that --data has the rows that were predicted, in their order and with the features in theirs, that --rounds fits, and that --missing-values names what stood for a missing value, such as -999.',
      },
    );
  }
}
