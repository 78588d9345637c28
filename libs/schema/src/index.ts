export {
  BOOLEAN_LEVELS,
  isBooleanPair,
  MISSING_MARKERS,
  missingTest,
  readBoolean,
  readDecimal,
  readMarkedDecimal,
} from './cell.ts';
export type { DecimalMark, MissingTest } from './cell.ts';
export { DATE_FORMATS, DATE_PARTS, datePart, MS_PER_DAY, readDateTime } from './date-time.ts';
export type { DateFormat, DatePart } from './date-time.ts';
export { InvalidSchemaError } from './errors.ts';
export { inputColumns } from './input-columns.ts';
export type { InputColumn } from './input-columns.ts';
export { parseSchema } from './parse-schema.ts';
export { scaleRow, scaleValue } from './scaling.ts';
export { DEFAULT_POLICIES, OTHER_LEVEL, outputCount, policiesOf } from './schema.ts';
export type {
  CategoricalFeature,
  ClassificationSchema,
  ClassTarget,
  DateSource,
  Feature,
  NumericFeature,
  NumericTarget,
  Policies,
  Policy,
  RegressionSchema,
  Scaling,
  Schema,
  Task,
} from './schema.ts';
