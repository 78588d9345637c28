import { MAX_PAYLOAD_BYTES } from './limits.ts';
import { METRICS_NAMESPACE } from './metrics.ts';

/** The service's own name in logs and metrics, unless configured. */
export const SERVICE_NAME = 'inference';

/** The variables that are whole numbers, with their bounds, both inclusive, and what holds without them. */
export const LIMITS = {
  MAX_BODY_BYTES: { least: 64, most: MAX_PAYLOAD_BYTES },
  MAX_BATCH_BODY_BYTES: { least: 64, most: MAX_PAYLOAD_BYTES, usual: 1_048_576 },
  MAX_BATCH_ROWS: { least: 1, most: 100_000, usual: 10_000 },
} as const;

/**
 * Every environment variable that the service reads, once, at its start; docs/api.md has the meanings.
 * `usual` is what holds without the variable.
 */
export const VARIABLES = {
  MODEL_PATH: {},
  MODEL_SHA256: {},
  ...LIMITS,
  CORS_ALLOWED_ORIGINS: {},
  LOG_FEATURES: { usual: 'false' },
  LOG_LEVEL: { usual: 'INFO' },
  POWERTOOLS_SERVICE_NAME: { usual: SERVICE_NAME },
  POWERTOOLS_METRICS_NAMESPACE: { usual: METRICS_NAMESPACE },
  POWERTOOLS_METRICS_DISABLED: { usual: 'false' },
  POWERTOOLS_LOGGER_SAMPLE_RATE: { usual: 0 },
  POWERTOOLS_LOGGER_LOG_EVENT: { usual: 'false' },
  POWERTOOLS_METRICS_FUNCTION_NAME: {},
  POWERTOOLS_DEV: { usual: 'false' },
} as const;

export type VariableName = keyof typeof VARIABLES;

/** Values of some of the variables. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;
