export { describeOtherLevels } from './other-levels.ts';
export type { OtherLevels } from './other-levels.ts';
export {
  BOOLEAN_LEVELS,
  booleanSpellings,
  isBooleanPair,
  MISSING_MARKERS,
  missingTest,
  isNumberMarker,
  numberMarkers,
  readBoolean,
  readKnownBoolean,
} from './cell.ts';
export type { MissingTest } from './cell.ts';
export { ColumnReader, columnReaders, targetReader } from './column-reader.ts';
export type { Refusal } from './column-reader.ts';
export { MS_PER_DAY } from './calendar.ts';
export { dayText } from './day-text.ts';
export { DATE_FORMATS, DATE_PARTS, datePart, isPeriod, readDateTime } from './date-time.ts';
export type { DateFormat, DatePart } from './date-time.ts';
export { describeDate } from './describe-expected.ts';
export { InvalidSchemaError } from './errors.ts';
export { parseExactJson } from './exact-json.ts';
export { jsonFault } from './json-fault.ts';
export { countMembers, findRepeatedName, writtenNames } from './json-names.ts';
export {
  featuresByColumn,
  inputColumns,
  kindOf,
  partOf,
  sourceOf,
  trainedFormat,
} from './input-columns.ts';
export type { InputColumn } from './input-columns.ts';
export {
  isHeldNumber,
  isInexact,
  NOT_HELD,
  numberFault,
  numberReader,
  readDecimal,
  spellNumber,
} from './number-reader.ts';
export type { NumberReader } from './number-reader.ts';
export {
  describeReadings,
  isSameFormat,
  markWord,
  markCode,
  MINUS_SIGN,
  otherMark,
  OPEN_NUMBERS,
  PLAIN_NUMBERS,
  plainSpelling,
  THOUSANDS_MARKS,
} from './number-format.ts';
export type { CellFormat, DecimalMark, NumberFormat, ThousandsMark } from './number-format.ts';
export { parseSchema } from './parse-schema.ts';
export { scaleRow, scaleValue } from './scaling.ts';
export {
  DEFAULT_POLICIES,
  INTERVAL_LEVEL,
  OTHER_LEVEL,
  withOther,
  outputCount,
  policiesOf,
  takesMissing,
} from './schema.ts';
export type {
  CategoricalFeature,
  ClassificationSchema,
  ClassTarget,
  Feature,
  IntervalWidth,
  LevelTable,
  NumericFeature,
  NumericTarget,
  Policies,
  RegressionSchema,
  Scaling,
  Schema,
  Source,
  StatisticSource,
  Task,
} from './schema.ts';
export { isTooLong, MAX_TEXT_LENGTH, wordsOf } from './words-of.ts';
