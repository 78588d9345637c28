import { parseLocation } from '@lambda-forest/s3/location';
import type { Location } from '@lambda-forest/s3/location';
import { z } from 'zod';

import { distinct, faultless, matching, quantity, whole, yesOrNo } from './fields.ts';

/** No alias: a role can be allowed the use of a key only. */
const KEY = matching(
  /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  'the ARN of a KMS key, "arn:aws:kms:REGION:ACCOUNT:key/ID"',
);
const MOST_KEYS = 10;

/** Scoring of files in S3 by Step Functions, in a stack beside the service's: docs/scale.md. */
export const batchSchema = z.strictObject({
  /** Where files may be read, `s3://BUCKET/PREFIX`: the functions can read nothing else. */
  input: faultless(locationMistake),
  /** Where predictions may be written, outside of `input`: the functions can write nothing else. */
  output: faultless(locationMistake),
  /** ARNs of the KMS keys of yours by which files in `input` are encrypted: at most 10. */
  inputKeyArns: distinct(KEY, MOST_KEYS).default([]),
  /** Whether reading `input` is paid by you in place of its owner, as its bucket asks for. */
  inputRequesterPays: yesOrNo().default(false),
  /** ARN of the KMS key of yours by which the bucket of `output` encrypts. Absent: it uses none. */
  outputKeyArn: KEY.optional(),
  /** Calls that score at a time: 1 to 10,000, which is Step Functions' limit. */
  concurrency: whole(1, 10_000).default(100),
  /** MB of memory of the function that scores: 1,769 MB is one core, which is all that it uses. */
  memoryMb: whole(512, 10_240).default(1769),
  /** MB of memory of the function that trains forests, 1,769 to 10,240; it has to hold the table. Absent: there is none. */
  trainingMemoryMb: whole(1769, 10_240).optional(),
  /** US dollars of Lambda's time within an hour from which on an alarm goes off: 0.01 to 100,000. */
  alarmDollarsPerHour: quantity(0.01, 100_000).default(10),
});

export type BatchConfig = z.output<typeof batchSchema>;

/** Names that S3 gives to no general purpose bucket: the others take other permissions, or are in examples only. */
const NO_BUCKET = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$/;

/** What IAM takes in a policy, less what nobody sees. */
const POLICY_TEXT = /^[ -~\u00A1-\u00FF]*$/;

/** Of a key's 1,024 bytes, so that names follow; a role's policies repeat it, and have 10,240 characters together. */
const MAX_PREFIX_LENGTH = 512;

function locationMistake(text: string): string | undefined {
  // Roles are allowed objects by patterns, in which this is a variable.
  if (text.includes('${')) return 'expected an address without "${"';
  const location = locationOf(text);
  if (location === undefined) return 'expected an address such as "s3://my-bucket/new"';
  if (NO_BUCKET.test(location.bucket)) return 'expected a general purpose bucket of yours';
  if (!POLICY_TEXT.test(text)) {
    return 'expected visible Latin characters: IAM takes no others in the policy of a role';
  }
  return location.prefix.length > MAX_PREFIX_LENGTH
    ? `expected at most ${MAX_PREFIX_LENGTH} characters behind the bucket`
    : undefined;
}

function locationOf(text: string): Location | undefined {
  try {
    return parseLocation(text);
  } catch {
    return undefined;
  }
}
