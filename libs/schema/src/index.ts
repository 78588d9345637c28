export { InvalidSchemaError } from './errors.ts';
export { parseSchema } from './parse-schema.ts';
export { scaleRow, scaleValue } from './scaling.ts';
export { outputCount } from './schema.ts';
export type {
  CategoricalFeature,
  ClassificationSchema,
  ClassTarget,
  Feature,
  NumericFeature,
  NumericTarget,
  RegressionSchema,
  Scaling,
  Schema,
  Task,
} from './schema.ts';
