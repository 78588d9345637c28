import { parseLocation } from '@lambda-forest/s3/location';
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

function locationMistake(text: string): string | undefined {
  // Roles are allowed objects by patterns, in which this is a variable.
  if (text.includes('${')) return 'expected an address without "${"';
  // Directory buckets take other permissions.
  if (/--x-s3(\/|$)/.test(text)) return 'expected a general purpose bucket';
  try {
    parseLocation(text);
    return undefined;
  } catch {
    return 'expected an address such as "s3://my-bucket/new"';
  }
}
