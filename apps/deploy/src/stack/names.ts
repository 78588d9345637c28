import { hash } from 'node:crypto';

/** The alias that the API calls, in every stack. */
export const ALIAS = 'live';

/** `service` of a configuration that names none. */
export const DEFAULT_SERVICE = 'lambda-forest';

/** A stage's name. */
export const STAGE_NAME = /^[a-z][a-z0-9-]{0,15}$/;

/** Lambda's bound for a function's name, which is the stack's. */
const MAX_NAME_LENGTH = 64;

/** Hexadecimal digits of the whole identity, where its parts do not tell it. */
const HASH_LENGTH = 8;

/** What a stack is named from. */
export interface StackIdentity {
  /** `service` of the configuration. */
  readonly service: string;
  /** The model's name. */
  readonly model: string;
  readonly stage: string;
}

/**
 * The stack's name, which is the function's and the service's in metrics too: `lambda-forest-iris-staging`. If the
 * parts cannot be read from it again, it has a hash after two dashes, `lambda-forest-iris--180183b4-eu-staging`, so
 * that two models or stages never share a stack (docs/decisions/0029).
 *
 * @returns at most 64 letters, digits and dashes
 */
export function stackName(identity: StackIdentity): string {
  const { service, model, stage } = identity;
  const plain = `${service}-${model}-${stage}`;
  if (isReadable(identity, plain)) return plain;
  const digits = hash('sha256', JSON.stringify([service, model, stage])).slice(0, HASH_LENGTH);
  const suffix = `--${digits}-${stage}`;
  const room = MAX_NAME_LENGTH - service.length - 1 - suffix.length;
  return `${service}-${model.replace(/[^A-Za-z0-9-]/g, '-').slice(0, room)}${suffix}`;
}

/**
 * Whether a plain name can be read in one way only: the stage is what follows the last dash; of the usual service
 * the model is all before it, of any other one only what follows the dash before.
 */
function isReadable({ service, model, stage }: StackIdentity, plain: string): boolean {
  const isName = /^[A-Za-z0-9-]+$/.test(plain) && plain.length <= MAX_NAME_LENGTH;
  // What scores files beside a stage ends with "-batch" too.
  if (!isName || plain.includes('--') || stage.includes('-') || stage === 'batch') return false;
  if (service === DEFAULT_SERVICE) return true;
  return !model.includes('-') && !service.startsWith(`${DEFAULT_SERVICE}-`);
}
