import { textTable } from '@lambda-forest/cli';
import { count } from '@lambda-forest/text';
import type { Trial } from '@lambda-forest/training';

import { describeLearnerOptions } from '../train/learner-options.ts';

const MAX_TRIALS_SHOWN = 10;

/**
 * A search's trials as a table, with the options that they differ in: lines for a person.
 *
 * @param trials the best first
 * @param score what the trials are compared by, such as `accuracy`
 */
export function describeSearch(trials: readonly Trial[], score: string): string[] {
  if (trials.length === 0) return [];
  const options = trials.map((trial) => describeLearnerOptions(trial.options));
  const differing = Object.keys(options[0]!).filter(
    (name) => new Set(options.map((one) => one[name])).size > 1,
  );
  const rows = trials.map(({ mean }, i) => [
    mean.toFixed(4),
    ...differing.map((name) => String(options[i]![name] ?? 'none')),
  ]);
  const shown = rows.slice(0, MAX_TRIALS_SHOWN);
  return [
    `Search (${count(trials.length, 'trial')}, mean ${score} by cross-validation)`,
    ...textTable([[score, ...differing], ...shown], []),
    ...(rows.length > shown.length ? [`and ${rows.length - shown.length} more`] : []),
    '',
  ];
}
