/**
 * What can go wrong with a request, in the one table that turns errors into HTTP. A code is what programs
 * compare; the status and the title belong to it; the detail is the error's own message.
 */
import type { FieldIssue } from './field-issues.ts';
import { InputValidationError, RequestError } from './errors.ts';

export const PROBLEMS = {
  INPUT_INVALID: { status: 400, title: 'The input does not fit the model' },
  JSON_INVALID: { status: 400, title: 'The body is not JSON' },
  CSV_INVALID: { status: 400, title: 'The body is not CSV' },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is nothing at this path' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The path has no such method' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  ANSWER_TOO_LARGE: { status: 413, title: 'The answer would be too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The content type is not supported' },
  SERVICE_FAILED: { status: 500, title: 'The service failed' },
  MODEL_UNAVAILABLE: { status: 503, title: 'The model is not available' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Problem details as RFC 9457 defines them, with `code` and, for invalid input, `errors`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldIssue[];
}

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
