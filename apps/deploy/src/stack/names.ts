import { createHash } from 'node:crypto';

/** The alias that the API calls, in every stack. */
export const ALIAS = 'live';

/** Lambda's bound for a function's name, which is the stack's. */
const MAX_NAME_LENGTH = 64;

/** Hexadecimal digits that tell apart models whose names had to be changed. */
const HASH_LENGTH = 6;

/** What a stack is named from. */
export interface StackIdentity {
  /** `service` of the configuration. */
  readonly service: string;
  /** The model's name. */
  readonly model: string;
  readonly stage: string;
}

/**
 * The stack's name, which is the function's and the service's in metrics too: `lambda-forest-iris-staging`.
 * Dots and underscores, which CloudFormation refuses, and what is too long are replaced by a hash, so that two
 * models never share a stack.
 *
 * @returns at most 64 letters, digits and dashes
 */
export function stackName({ service, model, stage }: StackIdentity): string {
  const room = MAX_NAME_LENGTH - service.length - stage.length - 2;
  const plain = model.replace(/[^A-Za-z0-9-]/g, '-');
  if (plain === model && model.length <= room) return `${service}-${model}-${stage}`;
  const hash = createHash('sha256').update(model).digest('hex').slice(0, HASH_LENGTH);
  return `${service}-${plain.slice(0, room - HASH_LENGTH - 1)}-${hash}-${stage}`;
}
