import type { S3Client } from '@aws-sdk/client-s3';
import { LambdaForestError, printable } from '@lambda-forest/text';

import { statusOf } from './status-of.ts';

const FORBIDDEN = 403;
const IN_ARCHIVE = 'InvalidObjectState';
const NO_BUCKET = 'NoSuchBucket';
/** Of answers without a body, which those to HEAD are. */
const NOTHING_SAID = 'UnknownError';
/** Codes of what KMS refuses begin so; others only say so. */
const OF_KMS = /^KMS\.|\bkms:|customer master key/i;

const NAME_KEY =
  'name it in "batch.inputKeyArns" or "batch.outputKeyArn" of the configuration, deploy the stage again, and let the key\'s own policy allow the role';
const REMEDIES = {
  bucket:
    'Correct its name in "batch" of the configuration and deploy the stage again, or create it.',
  archive: 'Restore it from its archive, or move it elsewhere.',
  key: `If the key is one of yours, ${NAME_KEY}.`,
  any: `If a KMS key of yours encrypts it, ${NAME_KEY}; if its requesters pay, set "batch.inputRequesterPays" and deploy the stage again; else see what the bucket's policy says.`,
} as const;

/** Thrown in a function for objects that its role, a bucket's policy, the policy of a KMS key or an archive keeps from it, or that have no bucket. */
class AccessRefusedError extends LambdaForestError {
  constructor(place: string, said: string, remedy: string, cause: unknown) {
    const reason = printable(said).replace(/\.$/, '');
    super(
      'ACCESS_REFUSED',
      `Found no access to ${printable(place)} (${reason}), expected that the function may use it.`,
      { remedy, cause },
    );
  }
}

export function isAccessRefused(error: unknown): boolean {
  return error instanceof AccessRefusedError;
}

/** Says of each request that a client is refused what it was for. S3 often says of a key only that access is denied. */
export function nameRefusals(s3: S3Client): void {
  s3.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const { name, message } = error as Error;
        const status = statusOf(error);
        const kind = kindOf(name, message, status);
        if (kind === undefined) throw error;
        const { Bucket = '', Key, Prefix = '' } = args.input as Record<string, string | undefined>;
        const place = `s3://${Bucket}/${Key ?? Prefix}`;
        const said = message === NOTHING_SAID ? `status ${status}` : message;
        throw new AccessRefusedError(place, said, REMEDIES[kind], error);
      }
    },
    { step: 'initialize', name: 'nameRefusals' },
  );
}

function kindOf(name: string, message: string, status: number): keyof typeof REMEDIES | undefined {
  if (name === IN_ARCHIVE) return 'archive';
  if (name === NO_BUCKET) return 'bucket';
  if (OF_KMS.test(name) || OF_KMS.test(message)) return 'key';
  return status === FORBIDDEN ? 'any' : undefined;
}
