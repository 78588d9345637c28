import { originOf } from './cors.ts';
import { MAX_PAYLOAD_BYTES } from './limits.ts';
import { METRICS_NAMESPACE } from './metrics.ts';

/** The service's own name in logs and metrics, unless configured. */
export const SERVICE_NAME = 'inference';

/** Between the items of a list. */
export const COMMA = /\s*,\s*/;

const BYTES = { least: 64, most: MAX_PAYLOAD_BYTES } as const;

const FLAG = { pattern: /^(true|false)$/i, expected: 'true or false', usual: 'false' } as const;

/** What Powertools takes for two of its own. */
const SWITCH = { ...FLAG, pattern: /^(true|false|[10tfyn]|yes|no|on|off)$/i } as const;

const LEVEL = {
  pattern: /^(trace|debug|info|warn|error|critical|silent)$/i,
  expected: 'DEBUG, INFO, WARN, ERROR or SILENT',
} as const;

/** What CloudWatch takes for a dimension: of others it drops the metrics, and says nothing. */
const DIMENSION = { pattern: /^[ -~]{1,250}$/, expected: 'short ASCII' } as const;

/**
 * Every environment variable that the service reads, once, at its start; docs/api.md has the meanings. A whole
 * number has its bounds, both inclusive; a text has a pattern and its words, unless it may be anything; `usual` is what holds without the variable.
 */
export const VARIABLES = {
  MODEL_PATH: {},
  MODEL_SHA256: { pattern: /^[0-9a-f]{64}$/i, expected: '64 hexadecimal digits' },
  MAX_BODY_BYTES: BYTES,
  MAX_BATCH_BODY_BYTES: { ...BYTES, usual: 1_048_576 },
  MAX_BATCH_ROWS: { least: 1, most: 100_000, usual: 10_000 },
  CORS_ALLOWED_ORIGINS: {
    pattern: {
      test: (list: string) =>
        list === '*' || list.split(COMMA).every((origin) => originOf(origin) === origin),
    },
    expected: '* or origins such as https://example.com, separated by commas',
  },
  BASE_PATH: { pattern: /^(\/[^/\s?#]+)+$/, expected: 'a path such as /ml' },
  LOG_FEATURES: FLAG,
  LOG_LEVEL: { ...LEVEL, usual: 'INFO' },
  POWERTOOLS_LOG_LEVEL: LEVEL,
  POWERTOOLS_SERVICE_NAME: { ...DIMENSION, usual: SERVICE_NAME },
  POWERTOOLS_METRICS_NAMESPACE: {
    pattern: /^(?!AWS\/|:)[\w ./#:-]{1,255}$/,
    expected: 'ASCII, not of AWS/',
    usual: METRICS_NAMESPACE,
  },
  POWERTOOLS_METRICS_DISABLED: SWITCH,
  POWERTOOLS_LOGGER_SAMPLE_RATE: {
    pattern: /^(0?\.\d+|0|1(\.0+)?)$/,
    expected: 'a number from 0 to 1',
    usual: 0,
  },
  POWERTOOLS_LOGGER_LOG_EVENT: FLAG,
  POWERTOOLS_METRICS_FUNCTION_NAME: DIMENSION,
  POWERTOOLS_DEV: SWITCH,
} as const;

export type VariableName = keyof typeof VARIABLES;

/** Values of some of the variables. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;

/** What a variable may be, as VARIABLES says it. */
export interface VariableForm {
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: { readonly test: (text: string) => boolean };
  readonly expected?: string;
  readonly usual?: number | string;
}
