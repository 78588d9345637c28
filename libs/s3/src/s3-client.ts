import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** @param isEmulated an emulator has one address for all buckets; those of AWS may be in other regions than the client */
export function s3Client(config: S3ClientConfig, isEmulated: boolean): S3Client {
  return new S3Client({ ...config, forcePathStyle: isEmulated, followRegionRedirects: true });
}
