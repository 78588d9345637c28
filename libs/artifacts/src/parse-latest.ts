import * as z from 'zod/mini';

import { LatestVersionError } from './errors.ts';
import { isModelName } from './model-name.ts';

const latestSchema = z.object({ version: z.string().check(z.refine(isModelName)) });

/**
 * The version that a `latest.json` names.
 *
 * @throws {LatestVersionError} if it names none
 */
export function parseLatest(text: string): string {
  try {
    return latestSchema.parse(JSON.parse(text)).version;
  } catch (error) {
    throw new LatestVersionError(error);
  }
}
