import type { S3Client } from '@aws-sdk/client-s3';
import { LambdaForestError, printable } from '@lambda-forest/text';

import { statusOf } from './status-of.ts';

const FORBIDDEN = 403;
/** Codes of what KMS refuses begin so; others only say so. */
const OF_KMS = /^KMS\.|\bkms:|customer master key/i;

/** Thrown in a function for objects that its role, a bucket's policy or the policy of a KMS key keeps from it. */
class AccessRefusedError extends LambdaForestError {
  constructor(place: string, said: string, isOfKey: boolean, cause: unknown) {
    const named = 'name it in "batch.inputKeyArns" or "batch.outputKeyArn" of the configuration';
    const allowed = "and let the key's own policy allow the role";
    super(
      'ACCESS_REFUSED',
      `Found no access to ${printable(place)} (${printable(said).replace(/\.$/, '')}), expected that the function may use ${isOfKey ? 'its KMS key' : 'it'}.`,
      {
        remedy: isOfKey
          ? `If that is a key of yours, ${named}, deploy the stage again, ${allowed}.`
          : `If a KMS key of yours encrypts it, ${named}, deploy the stage again, ${allowed}; else see what the bucket's policy says.`,
        cause,
      },
    );
  }
}

/** Says of each request that a client is refused what it was for. S3 often says of a key only that access is denied. */
export function nameRefusals(s3: S3Client): void {
  s3.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const { name, message } = error as Error;
        const isOfKey = OF_KMS.test(name) || OF_KMS.test(message);
        if (!isOfKey && statusOf(error) !== FORBIDDEN) throw error;
        const { Bucket = '', Key, Prefix = '' } = args.input as Record<string, string | undefined>;
        const place = `s3://${Bucket}/${Key ?? Prefix}`;
        throw new AccessRefusedError(place, message, isOfKey, error);
      }
    },
    { step: 'initialize', name: 'nameRefusals' },
  );
}
