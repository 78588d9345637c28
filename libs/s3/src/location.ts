import { LambdaForestError, quote } from '@lambda-forest/text';

/** A place in S3: a bucket and the start of keys in it. */
export interface Location {
  readonly bucket: string;
  /** Ends with a slash, unless it is empty. */
  readonly prefix: string;
}

/** A bucket has 3 to 63 letters and digits, dashes and single dots between them, and is no IP address. */
const ADDRESS =
  /^s3:\/\/(?![\d.]+(?:\/|$))((?=[^/]{3,63}(?:\/|$))[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*)(?:\/([^*?]*))?$/;

/** Thrown for an address that is none of S3. */
class LocationError extends LambdaForestError {
  constructor(found: string) {
    super(
      'LOCATION_INVALID',
      `Found the address ${quote(found)}, expected s3://BUCKET/PREFIX and no pattern: all files below it are read.`,
      {
        remedy: 'Correct it.',
      },
    );
  }
}

/**
 * @param address `s3://BUCKET/PREFIX`
 * @throws {LocationError}
 */
export function parseLocation(address: string): Location {
  const [, bucket, path = ''] = ADDRESS.exec(address) ?? [];
  if (bucket === undefined) throw new LocationError(address);
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
}

export function addressOf({ bucket, prefix }: Location): string {
  return `s3://${bucket}/${prefix}`;
}
