import { UsageError } from '@lambda-forest/cli';

export function missing(flag: string): UsageError {
  return new UsageError(`Found no ${flag}, expected a folder.`, `Name one with ${flag}.`);
}
