import type { S3Client } from '@aws-sdk/client-s3';

/**
 * Says of each request to a bucket that whoever makes it pays, without which a bucket whose requesters pay refuses it. Of
 * other buckets it changes nothing.
 */
export function payAsRequester(s3: S3Client, bucket: string): void {
  s3.middlewareStack.add(
    (next) => (args) => {
      const { Bucket } = args.input as { readonly Bucket?: string };
      if (Bucket !== bucket) return next(args);
      const paid = { RequestPayer: 'requester' } as const;
      return next({ ...args, input: Object.assign({}, args.input, paid) });
    },
    { step: 'initialize', name: 'payAsRequester' },
  );
}
