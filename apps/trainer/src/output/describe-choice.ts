import { textTable } from '@lambda-forest/cli';
import type { ChoiceFindings } from '@lambda-forest/report';
import { formatEstimate, formatNumber } from '@lambda-forest/text';
import type { Choice, LearnerOptions } from '@lambda-forest/training';

import type { Training } from '../train/training.ts';
import { describeLearnerOptions } from '../train/learner-options.ts';

type Candidate = ChoiceFindings['candidates'][number];

export function candidatesOf({ comparisons, chosen }: Choice): Candidate[] {
  const all = comparisons.map(({ options }) => options);
  return comparisons.map(({ options, loss, folds, difference, standardError }, index) => ({
    learner: options.learner,
    options: optionsInWords(options, all),
    isChosen: index === chosen,
    loss,
    folds,
    difference,
    standardError,
  }));
}

/** What tells candidates of a learner apart: all numbers, and words where they are not those of the first. */
function optionsInWords(options: LearnerOptions, all: readonly LearnerOptions[]): string {
  if (options.learner === 'blend') return 'mean of the best forest and the best boosting';
  const others = all
    .filter(({ learner }) => learner === options.learner)
    .map(describeLearnerOptions);
  const differs = (name: string, value: unknown) =>
    typeof value === 'number'
      ? others.some((one) => one[name] !== value)
      : others[0]?.[name] !== value;
  return Object.entries(describeLearnerOptions(options))
    .filter(([name, value]) => name === 'max_iter' || differs(name, value))
    .map(([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`)
    .join(', ');
}

/** What was compared and by how much the chosen one won: lines for a person. */
export function describeChoice(
  { choice, options }: Pick<Training, 'choice' | 'options'>,
  width: number | undefined,
): string[] {
  if (choice === undefined) return [];
  const rows = candidatesOf(choice).map((candidate) => [
    candidate.isChosen ? 'chosen' : formatEstimate(candidate.difference, candidate.standardError),
    candidate.learner,
    candidate.options,
  ]);
  return [
    `Learners compared on held-out training rows: ${choice.loss} above that of the chosen one ± standard error`,
    ...textTable(rows, ['right', 'left', 'left'], width),
    ...describeRefit(choice, options),
    '',
  ];
}

/** What the chosen one is fitted with on all training rows, where that is something else. */
function describeRefit({ comparisons, chosen }: Choice, fitted: LearnerOptions): string[] {
  const compared = describeLearnerOptions(comparisons[chosen]!.options);
  const changed = Object.entries(describeLearnerOptions(fitted)).filter(
    ([name, value]) => compared[name] !== value,
  );
  if (changed.length === 0) return [];
  const options = changed.map(
    ([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`,
  );
  return [`Fitted to all training rows with ${options.join(', ')}`];
}
