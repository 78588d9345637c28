import { DataValidationError, singleIssue, unpackingError } from '@lambda-forest/table';
import type { DataIssue } from '@lambda-forest/table';
import type { LambdaForestError } from '@lambda-forest/text';

/** What is wrong with a file: the parts of a `LambdaForestError`. */
export interface Refusal extends Pick<LambdaForestError, 'code' | 'problem' | 'remedy'> {
  /** Where it is on one line: what the problem says, with the line counted from the piece's first. */
  readonly issue?: DataIssue | undefined;
}

/**
 * @param firstLine the line that those of the piece are counted from
 * @param spell see `Scoring`
 * @returns what is wrong with the file, if that is what the error says
 */
export function refusalOf(
  key: string,
  error: unknown,
  firstLine: number,
  spell: (reason: string) => string,
): Refusal | undefined {
  const found = error instanceof DataValidationError ? error : unpackingError(key, error);
  if (found === undefined) return undefined;
  const { code, problem, remedy } = found;
  const [issue, ...others] = found instanceof DataValidationError ? found.issues : [];
  const isOfLine = issue?.row !== undefined && others.length === 0;
  const place = isOfLine
    ? { ...issue, row: issue.row - firstLine + 1, message: spell(issue.message) }
    : undefined;
  return { code, problem: spell(problem), remedy: spell(remedy), issue: place };
}

/** The refusal with the line of the file. @param linesBefore of it, above the piece's first */
export function movedRefusal(key: string, refusal: Refusal, linesBefore: number): Refusal {
  const { code, remedy, issue } = refusal;
  if (issue === undefined) return refusal;
  const { problem } = singleIssue(key, { ...issue, row: issue.row! + linesBefore }, remedy);
  return { code, problem, remedy };
}
