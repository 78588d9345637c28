import type { ModelFacts } from './report-input.ts';

/** What the rows are called that a schema's statistics are of. */
export function knownRows({ isImported }: ModelFacts): string {
  return isImported ? 'known rows' : 'training rows';
}
