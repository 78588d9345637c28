import { count, formatInteger, option } from '@lambda-forest/text';

import { lineChart } from '../charts/line-chart.ts';
import { ACCENT } from '../charts/theme.ts';
import { shortNumber } from '../format.ts';
import { html, trusted } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { OutOfBagCurve, ReportInput } from '../report-input.ts';

/** Whether the forest has enough trees. */
export function treesSection(input: ReportInput): Section | undefined {
  const curve = input.training?.outOfBagCurve;
  if (curve === undefined || curve.points.length === 0) return undefined;
  const isClassifier = input.schema.task === 'classification';
  const what = isClassifier ? 'Out-of-bag error (1 - accuracy)' : 'Out-of-bag RMSE';
  const last = curve.points.at(-1)!;
  return {
    id: 'trees',
    title: 'Error by number of trees',
    content: html`<p>
        ${input.training?.outOfBagScore === undefined ? '' : `A tree does not see all rows, and those it has not seen test it at no cost.   `}While
        the line still falls, raise <code>${trusted(option('n-estimators'))}</code>; once it is
        level, more trees only cost time.
      </p>
      ${figures(
        figure({
          title: what,
          note: noteOf(curve),
          chart: lineChart({
            id: 'oob',
            text: {
              title: `${what} against the number of trees`,
              description: `From ${shortNumber(curve.points[0]!.error)} with ${formatInteger(curve.points[0]!.trees)} to ${shortNumber(last.error)} with ${count(last.trees, 'tree')}.`,
            },
            x: 'Trees',
            y: what,
            lines: [
              {
                color: ACCENT,
                points: curve.points.map(({ trees, error }) => ({ x: trees, y: error })),
              },
            ],
            yScale: isClassifier ? { zero: true, nice: true } : { nice: true },
          }),
          table: {
            caption: `${what} by number of trees`,
            head: ['Trees', 'Error'],
            rows: curve.points.map(({ trees, error }) => [
              formatInteger(trees),
              shortNumber(error),
            ]),
          },
        }),
      )}`,
  };
}

function noteOf({ rows, allRows }: OutOfBagCurve): string | undefined {
  return rows === allRows
    ? undefined
    : `Measured on ${formatInteger(rows)} of ${formatInteger(allRows)} training rows, drawn at random.`;
}
