import { InputValidationError, RequestError } from './errors.ts';
import { PROBLEMS } from './problems.ts';
import type { Problem, ProblemCode } from './problems.ts';

/** Any error as the client may see it: of an error that was not made for clients it says nothing. */
export function problemOf(error: unknown): Problem {
  const isForClients = error instanceof RequestError || error instanceof InputValidationError;
  const code = isForClients ? (error.code as ProblemCode) : 'SERVICE_FAILED';
  return {
    type: `urn:lambda-forest:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    ...PROBLEMS[code],
    code,
    ...(isForClients && { detail: error.message }),
    ...(error instanceof InputValidationError && { errors: error.issues }),
  };
}
