import { formatInteger } from '@lambda-forest/text';

import { barChart } from '../charts/bar-chart.ts';
import { compactNumber, PALETTE } from '../charts/theme.ts';
import { shortNumber } from '../format.ts';
import { html } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

/** What the learner was chosen from, and by how much it won. */
export function choiceSection({ training, model }: ReportInput): Section | undefined {
  const choice = training?.choice;
  if (choice === undefined) return undefined;
  const { candidates, loss } = choice;
  const chosen = candidates.findIndex(({ isChosen }) => isChosen);
  const title = `Candidates by ${loss}`;
  // Options are too long for the chart.
  const numbered = candidates.map(({ learner }, i) => `${learner} ${i + 1}`);
  const names = candidates.map(({ options }, i) => `${numbered[i]!}: ${options}`);
  const [first = ''] = loss;
  return {
    id: 'choice',
    title: 'Choice of the learner',
    content: html`<p>
        Each candidate answered for training rows that it had not seen, in the same folds. The test
        rows had no part in it. The chosen one, ${numbered[chosen]}
        (${candidates[chosen]?.options}), has the lowest ${loss}, or is simpler and within one
        standard error of it. Its own ${loss} is a little too low, as the best of several.
      </p>
      ${figures(
        figure({
          title: `${first.toUpperCase()}${loss.slice(1)} above that of the chosen one`,
          note: `With its standard error, on the same held-out training rows. Candidates that fell behind were not tried on all ${formatInteger(model.split.folds)} folds.`,
          wide: true,
          chart: barChart(
            'choice',
            { title, description: `The chosen one has ${shortNumber(candidates[chosen]!.loss)}.` },
            `${loss} above the chosen`,
            candidates.map((candidate, i) => ({
              name: numbered[i]!,
              value: candidate.difference,
              deviation: candidate.standardError,
              label: candidate.isChosen ? 'chosen' : labelOf(candidate.difference),
              color: PALETTE[candidate.isChosen ? 0 : 1]!,
            })),
          ),
          table: {
            caption: title,
            head: ['Candidate', loss, 'Above the chosen', 'Standard error', 'Folds'],
            rows: candidates.map((candidate, i) => [
              names[i]!,
              shortNumber(candidate.loss),
              shortNumber(candidate.difference),
              shortNumber(candidate.standardError),
              String(candidate.folds),
            ]),
          },
        }),
      )}`,
  };
}

function labelOf(difference: number): string {
  return difference < 10_000 ? shortNumber(difference, 3) : compactNumber(difference);
}
