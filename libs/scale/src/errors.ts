import { count, formatInteger, LambdaForestError, option, quote } from '@lambda-forest/text';

import type { Refusal } from './score/refusal.ts';

/** Thrown for a file that is another one than when the run was planned. */
export class InputChangedError extends LambdaForestError {
  constructor(key: string, cause?: unknown) {
    super(
      'INPUT_CHANGED',
      `Found ${quote(key)} changed or removed since the run was planned, expected it to stay as it was.`,
      { remedy: 'Start a new run with another output.', cause },
    );
  }
}

/** Thrown for an output that is not the one of the run that is started or taken up. */
export class OutputTakenError extends LambdaForestError {
  constructor(found: string, remedy: string, expected = 'an output that no other run has') {
    super('OUTPUT_TAKEN', `Found ${found}, expected ${expected}.`, { remedy });
  }
}

/** Thrown for an input without a row to score. */
export class NothingToScoreError extends LambdaForestError {
  constructor(found: string) {
    super('NOTHING_TO_SCORE', `Found ${found}, expected at least one file with rows.`, {
      remedy: `Correct ${option('input')}; files whose names begin with a dot or an underscore are not read.`,
    });
  }
}

/** Thrown for an input that is cut into more pieces than are planned and checked at a time. */
export class TooManyPiecesError extends LambdaForestError {
  constructor(found: number, most: number) {
    super(
      'TOO_MANY_PIECES',
      `Found at least ${count(found, 'piece')} in the input, expected at most ${formatInteger(most)}.`,
      {
        remedy: `Cut larger ones with ${option('piece-mb')}, make few files of many small ones, or name one of its folders after the other.`,
      },
    );
  }
}

/** Thrown when pieces could not be read, although they were cut right: there is no manifest then. */
export class PiecesRefusedError extends LambdaForestError {
  /**
   * @param refusals one for each piece, at least one; the code is the first one's
   * @param then what to do once the files are mended
   */
  constructor(
    [first, ...more]: readonly Refusal[],
    then = ' Then start a new run with another output.',
  ) {
    const { code, problem, remedy } = first!;
    const others = count(more.length, 'more piece could', 'more pieces could');
    super(code, more.length > 0 ? `${problem} ${others} not be read either.` : problem, {
      remedy: `${remedy}${then}`,
    });
  }
}
