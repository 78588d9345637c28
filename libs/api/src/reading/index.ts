/** From a request's body to rows: what every prediction needs. Batches and tensors have entries of their own. */
export { FieldIssues } from './field-issues.ts';
export { parseJson } from './parse-json.ts';
export { defaultBodyLimit, readOnlyMember, requireMediaType } from './read-body.ts';
export { RowReader } from './row-reader.ts';
export { hasTrainingRange, TrainingRange } from './training-range.ts';
