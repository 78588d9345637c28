/** The environment, read once into a value with types. docs/api.md lists the variables. */
import { ConfigurationError } from './errors.ts';

export interface Config {
  /** MODEL_PATH: the model file. Default: `model.forest` beside the program. */
  readonly modelPath: string | undefined;
  /** MODEL_SHA256: 64 hexadecimal digits that the model file must have. Default: any. */
  readonly modelSha256: string | undefined;
  /** MAX_BODY_BYTES: of one prediction, 64 to 6,291,456. Default: 1,024, or more for many features. */
  readonly maxBodyBytes: number | undefined;
  /** MAX_BATCH_BODY_BYTES: of a batch or a tensor request, 64 to 6,291,456. Default 1,048,576. */
  readonly maxBatchBodyBytes: number;
  /** MAX_BATCH_ROWS: 1 to 100,000. Default 10,000. */
  readonly maxBatchRows: number;
  /** CORS_ALLOWED_ORIGINS: separated by commas, or `*` for all. Default: none. */
  readonly corsOrigins: readonly string[];
  /** LOG_FEATURES: whether the values of a single prediction are logged, `true` or `false` (default). */
  readonly logFeatures: boolean;
}

/** Lambda's payload limit, which no body can be above. */
const MAX_PAYLOAD_BYTES = 6_291_456;

/**
 * @param environment an empty variable counts as absent
 * @throws {ConfigurationError} naming every variable with a value that cannot be meant
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const config: Config = {
    modelPath: text('MODEL_PATH'),
    modelSha256: matching(
      'MODEL_SHA256',
      /^[0-9a-f]{64}$/i,
      '64 hexadecimal digits',
    )?.toLowerCase(),
    maxBodyBytes: whole('MAX_BODY_BYTES', 64, MAX_PAYLOAD_BYTES),
    maxBatchBodyBytes: whole('MAX_BATCH_BODY_BYTES', 64, MAX_PAYLOAD_BYTES) ?? 1_048_576,
    maxBatchRows: whole('MAX_BATCH_ROWS', 1, 100_000) ?? 10_000,
    corsOrigins:
      matching(
        'CORS_ALLOWED_ORIGINS',
        /^(\*|https?:\/\/[^\s,/]+(\s*,\s*https?:\/\/[^\s,/]+)*)$/,
        '* or origins such as https://example.com, separated by commas',
      )?.split(/\s*,\s*/) ?? [],
    logFeatures: matching('LOG_FEATURES', /^(true|false)$/, 'true or false') === 'true',
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;

  function text(name: string): string | undefined {
    const value = environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  function matching(name: string, pattern: RegExp, expected: string): string | undefined {
    const value = text(name);
    if (value === undefined || pattern.test(value)) return value;
    problems.push(`Found ${JSON.stringify(value)} in ${name}, expected ${expected}.`);
    return undefined;
  }

  function whole(name: string, least: number, most: number): number | undefined {
    const value = matching(name, /^\d{1,9}$/, `a whole number from ${least} to ${most}`);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (number >= least && number <= most) return number;
    problems.push(`Found ${value} in ${name}, expected a whole number from ${least} to ${most}.`);
    return undefined;
  }
}
