/** The environment, read once into a value with types. VARIABLES has names, bounds and defaults. */
import { COMMA, VARIABLES } from '@lambda-forest/api';
import type { VariableForm, VariableName } from '@lambda-forest/api';
import { quote } from '@lambda-forest/text';

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
  /** BASE_PATH: the prefix of each path, or empty. */
  readonly basePath: string;
  /** LOG_FEATURES: whether the values of a single prediction are logged, `true` or `false` (default). */
  readonly logFeatures: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment without what cannot be read, and why. */
export interface ReadEnvironment {
  readonly readable: Environment;
  readonly problems: readonly string[];
}

/** @throws {ConfigurationError} naming every variable with an invalid value */
export function parseConfig({ readable, problems }: ReadEnvironment): Config {
  if (problems.length > 0) throw new ConfigurationError(problems);
  const values: Readonly<Partial<Record<VariableName, string | undefined>>> = readable;
  const whole = (name: WholeName) =>
    values[name] === undefined ? undefined : Number(values[name]);
  return {
    modelPath: values.MODEL_PATH,
    modelSha256: values.MODEL_SHA256?.toLowerCase(),
    maxBodyBytes: whole('MAX_BODY_BYTES'),
    maxBatchBodyBytes: whole('MAX_BATCH_BODY_BYTES') ?? VARIABLES.MAX_BATCH_BODY_BYTES.usual,
    maxBatchRows: whole('MAX_BATCH_ROWS') ?? VARIABLES.MAX_BATCH_ROWS.usual,
    corsOrigins: values.CORS_ALLOWED_ORIGINS?.split(COMMA) ?? [],
    basePath: values.BASE_PATH ?? '',
    logFeatures: values.LOG_FEATURES?.toLowerCase() === 'true',
  };
}

type WholeName = 'MAX_BODY_BYTES' | 'MAX_BATCH_BODY_BYTES' | 'MAX_BATCH_ROWS';

/**
 * Leaves out what cannot be read: Powertools reads the environment again, by itself, and throws or goes on with names of
 * its own. Our variables are trimmed.
 *
 * @param environment an empty variable counts as absent
 */
export function readEnvironment(environment: Environment): ReadEnvironment {
  const readable = { ...environment };
  const problems: string[] = [];
  for (const [name, form] of Object.entries<VariableForm>(VARIABLES)) {
    const value = environment[name]?.trim() ?? '';
    const expected = mismatch(value, form);
    readable[name] = expected === undefined ? value : undefined;
    if (expected) problems.push(`Found ${quote(value)} in ${name}, expected ${expected}.`);
  }
  return { readable, problems };
}

/** What was expected in the place of a value, if it does not fit: nothing of an empty one. */
function mismatch(
  value: string,
  { pattern, expected, least = 0, most }: VariableForm,
): string | undefined {
  if (value === '') return '';
  if (most === undefined) return pattern?.test(value) === false ? expected : undefined;
  const isWithin = /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
  return isWithin ? undefined : `a whole number from ${least} to ${most}`;
}
