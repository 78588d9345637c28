/** What every prediction needs. The rest has entries of its own, so that a bundle can load it when asked for. */
export { InputValidationError, RequestError } from './errors.ts';
export { FieldIssues, MAX_LISTED_ISSUES, pointerTo } from './field-issues.ts';
export type { FieldIssue, IssueCode } from './field-issues.ts';
export { parseJson } from './parse-json.ts';
export { problemOf, PROBLEMS } from './problems.ts';
export type { Problem, ProblemCode } from './problems.ts';
export { defaultBodyLimit, readOnlyMember, requireMediaType } from './read-body.ts';
export { RowReader } from './row-reader.ts';
export { TrainingRange } from './training-range.ts';
export type { RangeWarning } from './training-range.ts';
