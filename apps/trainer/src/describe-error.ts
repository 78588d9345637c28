import { countRows, DataValidationError, describeIssues } from '@lambda-forest/table';
import type { LambdaForestError } from '@lambda-forest/text';
import { formatInteger } from '@lambda-forest/text';
import { InvalidOptionError, UnsupportedOptionError } from '@lambda-forest/training';

import { RowsFailedError } from './errors.ts';

/** The lines that report an error: its message, and the places below it where there are many. */
export function describeError(error: LambdaForestError): readonly string[] {
  if (error instanceof InvalidOptionError || error instanceof UnsupportedOptionError) {
    return [error.message.replaceAll(error.option, flagOf(error.option))];
  }
  if (error instanceof RowsFailedError) {
    return withPlaces(error.message, error.places, error.untold);
  }
  // A message names the first three places itself.
  if (!(error instanceof DataValidationError) || error.issues.length <= 3) return [error.message];
  const { headline, issues, issueCount } = error;
  return withPlaces(headline, describeIssues(issues), issueCount - countRows(issues));
}

function withPlaces(message: string, places: readonly string[], rest: number): string[] {
  const shown = rest > 0 ? [...places, `and ${formatInteger(rest)} more`] : places;
  return [message, ...shown.map((place) => `  ${place}`)];
}

/** `maxFeatures` as the command line spells it. */
function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
