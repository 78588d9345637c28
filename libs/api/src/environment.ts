import { MAX_PAYLOAD_BYTES } from './limits.ts';
import { METRICS_NAMESPACE } from './metrics.ts';

/** The service's own name in logs and metrics, unless configured. */
export const SERVICE_NAME = 'inference';

const FLAG = { pattern: /^(true|false)$/i, expected: 'true or false', usual: 'false' } as const;

/** What Powertools takes for two of its own. */
const SWITCH = { ...FLAG, pattern: /^(true|false|[10tfyn]|yes|no|on|off)$/i } as const;

const LEVEL = { pattern: /^(trace|debug|info|warn|error|critical|silent)$/i } as const;

/**
 * Every environment variable that the service reads, once, at its start; docs/api.md has the meanings. A whole
 * number has its bounds, both inclusive; a text has a pattern, unless it may be anything, and words for one that does
 * not show it; `usual` is what holds without the variable.
 */
export const VARIABLES = {
  MODEL_PATH: {},
  MODEL_SHA256: { pattern: /^[0-9a-f]{64}$/i, expected: '64 hexadecimal digits' },
  MAX_BODY_BYTES: { least: 64, most: MAX_PAYLOAD_BYTES },
  MAX_BATCH_BODY_BYTES: { least: 64, most: MAX_PAYLOAD_BYTES, usual: 1_048_576 },
  MAX_BATCH_ROWS: { least: 1, most: 100_000, usual: 10_000 },
  CORS_ALLOWED_ORIGINS: {
    pattern: /^(\*|https?:\/\/[^\s,/]+(\s*,\s*https?:\/\/[^\s,/]+)*)$/,
    expected: '* or origins such as https://example.com, separated by commas',
  },
  BASE_PATH: { pattern: /^(\/[^/\s]+)+$/ },
  LOG_FEATURES: FLAG,
  LOG_LEVEL: { ...LEVEL, usual: 'INFO' },
  POWERTOOLS_LOG_LEVEL: LEVEL,
  POWERTOOLS_SERVICE_NAME: { usual: SERVICE_NAME },
  POWERTOOLS_METRICS_NAMESPACE: { usual: METRICS_NAMESPACE },
  POWERTOOLS_METRICS_DISABLED: SWITCH,
  POWERTOOLS_LOGGER_SAMPLE_RATE: { pattern: /^(0?\.\d+|0|1)$/, usual: 0 },
  POWERTOOLS_LOGGER_LOG_EVENT: FLAG,
  POWERTOOLS_METRICS_FUNCTION_NAME: {},
  POWERTOOLS_DEV: SWITCH,
} as const;

export type VariableName = keyof typeof VARIABLES;

/** Values of some of the variables. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;

/** What a variable may be, as VARIABLES says it. */
export interface VariableForm {
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: RegExp;
  readonly expected?: string;
  readonly usual?: number | string;
}
