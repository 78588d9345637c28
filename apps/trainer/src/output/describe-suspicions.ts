import { spellFlags } from '@lambda-forest/cli';
import type { Suspicion } from '@lambda-forest/data';

/** What a person should look at: lines, none if there is nothing. */
export function describeSuspicions(suspicions: readonly Suspicion[]): string[] {
  if (suspicions.length === 0) return [];
  const lines = suspicions.map(
    ({ column, message }) => `  ${column === undefined ? '' : `${column}: `}${spellFlags(message)}`,
  );
  return ['Look at', ...lines];
}
