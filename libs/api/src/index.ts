/**
 * The service's contract as values and types: what it answers at which path, within which limits, by which
 * environment, and what it measures. Reading requests, the OpenAPI document and the package's manifest have
 * entries of their own, so that nothing unused is loaded.
 */
export { isClassPrediction } from './answers.ts';
export type {
  Answers,
  BatchAnswer,
  ClassPrediction,
  InferenceError,
  ModelCategory,
  ModelDescription,
  ModelInput,
  ModelFeature,
  ModelId,
  ModelQuantity,
  ModelRegressionSchema,
  ModelSchema,
  Prediction,
  QuantityPrediction,
  RangeWarning,
  RowAnswer,
  RowErrors,
} from './answers.ts';
export { CORRELATION_HEADER, CORS_HEADERS, originOf } from './cors.ts';
export type { AnswerOf } from './descriptions.ts';
export { COMMA, SERVICE_NAME, VARIABLES } from './environment.ts';
export type { Environment, VariableForm, VariableName } from './environment.ts';
export { InputValidationError, RequestError } from './errors.ts';
export {
  GATEWAY_TIMEOUT_MS,
  MAX_ANSWER_BYTES,
  MAX_GATEWAY_BODY_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_UNPACKED_BYTES,
} from './limits.ts';
export type { Packaging } from './limits.ts';
export { METRICS, METRICS_NAMESPACE, metricOfKind, problemMetric } from './metrics.ts';
export type { MetricDimensions } from './metrics.ts';
export { PackageTooLargeError, requireDeployable } from './package-size.ts';
export { problemOf } from './problem-of.ts';
export { PROBLEMS } from './problems.ts';
export type { FieldIssue, IssueCode, Problem, ProblemCode } from './problems.ts';
export {
  findPath,
  gatewayRoutes,
  ignoredColumns,
  isOpenInference,
  OPERATIONS,
  PROBABILITY_SUM,
  routeKeyOf,
  ROUTES,
} from './routes.ts';
export type { Operation, Path, RouteRow } from './routes.ts';
