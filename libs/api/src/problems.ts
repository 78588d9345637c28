/**
 * What can go wrong with a request, in the one table that turns errors into HTTP. A code is what programs
 * compare; the status and the title belong to it; the detail is the error's own message.
 */
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

/** Why a field was refused: what programs compare, and metrics count by. */
export type IssueCode = 'type' | 'missing' | 'unknown' | 'category' | 'number' | WholeIssueCode;
/** Of what holds the fields. */
type WholeIssueCode = 'length' | 'shape' | 'datatype';

/** One field that does not fit. */
export interface FieldIssue {
  /** Its place in the body: a JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly code: IssueCode;
  /** What was found and what was expected; never the value itself. */
  readonly message: string;
}

/** Issues of one answer beyond this many are counted and not listed. */
export const MAX_LISTED_ISSUES = 100;

/** Problem details as RFC 9457 defines them, with `code` and, for invalid input, `errors`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldIssue[];
}
