import { LambdaForestError } from '@lambda-forest/text';

import type { FieldIssue, ProblemCode } from './problems.ts';

/** Thrown for a request that is refused as a whole. Its message is shown to the client. */
export class RequestError extends LambdaForestError {
  static override readonly name = 'RequestError';

  constructor(
    code: Exclude<ProblemCode, 'INPUT_INVALID'>,
    found: string,
    expected: string,
    remedy: string,
    cause?: unknown,
  ) {
    super(code, `Found ${found}, expected ${expected}.`, { remedy, cause });
  }
}

/** Thrown for values that do not fit the model, all of them at once. Its issues are shown to the client. */
export class InputValidationError extends LambdaForestError {
  static override readonly name = 'InputValidationError';

  readonly issues: readonly FieldIssue[];
  /** How many rows are refused by it. */
  readonly rows: number;

  /** @param total how many issues were found, `issues` and those left out */
  constructor(issues: readonly FieldIssue[], total: number = issues.length, rows = 1) {
    const listed = total > issues.length ? `, of which the first ${issues.length} are listed` : '';
    const fields = total === 1 ? '1 field that does' : `${total} fields that do`;
    super('INPUT_INVALID', `Found ${fields} not fit${listed}, expected none.`, {
      remedy: 'Correct what "errors" names.',
    });
    this.issues = issues;
    this.rows = rows;
  }
}
