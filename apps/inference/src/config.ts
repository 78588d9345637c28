/** The environment, read once into a value with types. LIMITS has names, bounds and defaults. */
import { LIMITS } from '@lambda-forest/api';
import type { VariableName } from '@lambda-forest/api';

import { ConfigurationError } from './errors.ts';

export interface Config {
  /** MODEL_PATH: the model file. Default: `model.forest` beside the program. */
  readonly modelPath: string | undefined;
  /** MODEL_SHA256: 64 hexadecimal digits that the model file must have. Default: any. */
  readonly modelSha256: string | undefined;
  /** MAX_BODY_BYTES: of one prediction. Default: 1,024, or more for many features. */
  readonly maxBodyBytes: number | undefined;
  /** MAX_BATCH_BODY_BYTES: of a batch or a tensor request. */
  readonly maxBatchBodyBytes: number;
  /** MAX_BATCH_ROWS: of a batch or a tensor request. */
  readonly maxBatchRows: number;
  /** CORS_ALLOWED_ORIGINS: separated by commas, or `*` for all. Default: none. */
  readonly corsOrigins: readonly string[];
  /** LOG_FEATURES: whether the values of a single prediction are logged, `true` or `false` (default). */
  readonly logFeatures: boolean;
}

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
    maxBodyBytes: whole('MAX_BODY_BYTES'),
    maxBatchBodyBytes: whole('MAX_BATCH_BODY_BYTES') ?? LIMITS.MAX_BATCH_BODY_BYTES.usual,
    maxBatchRows: whole('MAX_BATCH_ROWS') ?? LIMITS.MAX_BATCH_ROWS.usual,
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

  function text(name: VariableName): string | undefined {
    const value = environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  function checked(
    name: VariableName,
    isMeant: (value: string) => boolean,
    expected: string,
  ): string | undefined {
    const value = text(name);
    if (value === undefined || isMeant(value)) return value;
    problems.push(`Found ${JSON.stringify(value)} in ${name}, expected ${expected}.`);
    return undefined;
  }

  function matching(name: VariableName, pattern: RegExp, expected: string): string | undefined {
    return checked(name, (value) => pattern.test(value), expected);
  }

  function whole(name: keyof typeof LIMITS): number | undefined {
    const { least, most } = LIMITS[name];
    const isMeant = (value: string) =>
      /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
    const value = checked(name, isMeant, `a whole number from ${least} to ${most}`);
    return value === undefined ? undefined : Number(value);
  }
}
