import { S3ServiceException } from '@aws-sdk/client-s3';

/** The HTTP status of an answer of S3; 0 for any other error. */
export function statusOf(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
}
