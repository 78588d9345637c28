import { METRICS } from '@lambda-forest/evaluator';
import { count, formatInteger, fourDecimals } from '@lambda-forest/text';

import { barChart } from '../charts/bar-chart.ts';
import type { Bar } from '../charts/bar-chart.ts';
import { PALETTE } from '../charts/theme.ts';
import { joinNotes, truncateNames } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { figure, figures } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

const MAX_BARS = 15;
const MAX_TABLE_ROWS = 60;
const MAX_NAME_LENGTH = 60;

/** Which columns the model needs, and beside it which ones its trees use. */
export function importancesSection(input: ReportInput): Section | undefined {
  const drawn = [permutationFigure(input), splitsFigure(input)].filter((one) => one !== undefined);
  if (drawn.length === 0) return undefined;
  return {
    id: 'importances',
    title: 'Importance of columns',
    content: html`<p>
        Believe the permutation first: the splits also credit a column without any information, the
        more so the more different values it has. Where columns carry the same information,
        shuffling one leaves the other, and neither seems to be needed.
      </p>
      ${figures(drawn)}`,
  };
}

function permutationFigure({ metric, explanation: { importances }, evaluation }: ReportInput) {
  const { permutation: how, columns } = importances;
  if (how === undefined) return undefined;
  const { title: what, isHigherBetter } = METRICS[metric];
  const change = `${isHigherBetter ? 'Fall' : 'Rise'} of the ${what}`;
  const bars = columns.flatMap(({ name, permutation }) =>
    permutation === undefined ? [] : [bar(name, permutation.mean, 1, permutation.deviation)],
  );
  const rows = evaluation.rows.length;
  return importanceFigure('permutation', bars, {
    note: joinNotes(
      `How much worse the ${what} is when a column is shuffled among ${evaluation.rowsName}: mean and deviation of ${count(how.repeats, 'time')}.`,
      how.rows < rows
        ? `${formatInteger(how.rows)} of ${formatInteger(rows)} rows, drawn at random.`
        : undefined,
      bars.length < columns.length
        ? `Of the ${count(bars.length, 'column')} that the splits use most.`
        : undefined,
    )!,
    label: change,
    head: [change, 'Deviation'],
  });
}

function splitsFigure({ explanation: { importances }, model }: ReportInput) {
  const bars = importances.columns.flatMap(({ name, impurity }) =>
    impurity === undefined ? [] : [bar(name, impurity, 0)],
  );
  if (bars.length === 0) return undefined;
  const isBoosted = model.learner !== 'forest'; // half of a blend's is impurity, which is the squared error too
  return importanceFigure(isBoosted ? 'gain' : 'impurity', bars, {
    note: `How much each column’s splits ${isBoosted ? 'lowered the loss' : 'lowered impurity'} while the trees grew, as shares of 1.`,
    label: isBoosted ? 'Share of the gain' : 'Share of the decrease in impurity',
    head: ['Importance'],
  });
}

function importanceFigure(
  kind: string,
  bars: readonly Bar[],
  { note, label, head }: { note: string; label: string; head: readonly string[] },
): Html {
  const ranked = bars.toSorted((a, b) => b.value - a.value);
  const names = truncateNames(
    ranked.map(({ name }) => name),
    MAX_NAME_LENGTH,
  );
  const title = `Importances by ${kind}`;
  const top = ranked.slice(0, 5).map(({ name, value }) => `${name} ${value.toFixed(3)}`);
  return figure({
    title: `By ${kind}`,
    note: `${note}${ranked.length > MAX_BARS ? ` The first ${MAX_BARS} are drawn.` : ''}`,
    chart: barChart(
      kind,
      { title, description: `The largest: ${top.join(', ')}.` },
      label,
      ranked.slice(0, MAX_BARS),
    ),
    table: {
      caption: title,
      head: ['Column', ...head],
      rows: ranked
        .slice(0, MAX_TABLE_ROWS)
        .map(({ value, deviation }, i) => [
          names[i]!,
          fourDecimals(value),
          ...(deviation === undefined ? [] : [fourDecimals(deviation)]),
        ]),
    },
  });
}

function bar(name: string, value: number, color: number, deviation?: number): Bar {
  const label = value.toFixed(3).replace('-0.000', '0.000');
  return { name, value, label, color: PALETTE[color]!, deviation };
}
