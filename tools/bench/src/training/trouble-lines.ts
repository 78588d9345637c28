import { count } from '@lambda-forest/text';

import type { Outcome } from './results.ts';

/** Outcomes that are not measurements, one line each. */
export function troubleLines(outcomes: readonly Outcome<unknown>[]): string[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'measured') return [];
    const { status, peer, threads, reason } = outcome;
    return [`${status.toUpperCase()}: ${peer} at ${count(threads, 'thread')}: ${reason}`];
  });
}
