import { cell, text as textMark } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import { cutNames, whole } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ACCENT, nameMargin } from './theme.ts';

const MAX_NAME_LENGTH = 18;
const MIN_CELL = 26;
const MAX_CELL = 104;
/** From this share of the true class on, a cell is dark and its number light. */
const DARK_SHARE = 0.5;
/** Room for the numbers below the columns, which may stand at an angle, and the axis's name. */
const BOTTOM = 24;
/** A matrix is shown so large at least: many classes scroll sideways on a phone rather than shrink. */
const LEAST_SCALE = 0.65;

/**
 * A confusion matrix: rows are true classes, columns predicted ones. The colour is the share of the true class, so
 * that a rare class shows as well as a frequent one; the number counts rows.
 */
export function confusionChart(
  id: string,
  text: ChartText,
  classes: readonly string[],
  matrix: readonly (readonly number[])[],
): Html {
  const count = classes.length;
  const names = cutNames(classes, MAX_NAME_LENGTH);
  const side = Math.max(MIN_CELL, Math.min(MAX_CELL, Math.floor(400 / count)));
  const marginLeft = nameMargin(names) + 20;
  const isNarrow = Math.max(...names.map((name) => name.length)) * 6.4 > side - 6;
  const marginTop = isNarrow ? nameMargin(names) * 0.75 + 30 : 44;
  // Names at an angle reach to the right of their column.
  const marginRight = isNarrow ? Math.max(30, nameMargin(names) * 0.77) : 30;
  const cells = matrix.flatMap((row, truth) => {
    const rows = row.reduce((sum, one) => sum + one, 0);
    return row.map((rowCount, predicted) => ({
      truth,
      predicted,
      share: rows === 0 ? 0 : rowCount / rows,
      label: rowCount === 0 && count > 6 ? '' : whole(rowCount),
    }));
  });
  const nameOf = (index: number) => names[index]!;
  const width = marginLeft + side * count + marginRight;
  const chart = draw(id, text, {
    width,
    height: marginTop + side * count + BOTTOM,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: BOTTOM,
    x: {
      axis: 'top',
      label: 'Predicted',
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      tickFormat: nameOf,
      tickRotate: isNarrow ? -40 : 0,
      padding: 0.04,
    },
    y: {
      label: 'True',
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      tickFormat: nameOf,
      padding: 0.04,
    },
    color: { type: 'identity' },
    marks: [
      cell(cells, { x: 'predicted', y: 'truth', fill: 'var(--cell)', rx: 3 }),
      cell(
        cells.filter(({ share }) => share > 0),
        {
          x: 'predicted',
          y: 'truth',
          fill: ACCENT,
          fillOpacity: ({ share }: { share: number }) => 0.12 + 0.88 * share,
          rx: 3,
        },
      ),
      textMark(cells, {
        x: 'predicted',
        y: 'truth',
        text: 'label',
        fill: ({ share }: { share: number }) =>
          share >= DARK_SHARE ? 'var(--on-accent)' : 'var(--ink)',
        fontWeight: 600,
      }),
    ],
    opacity: { type: 'identity' },
  });
  const least = `--least:${Math.round(width * LEAST_SCALE)}px`;
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="${text.title}, drawing"
    style="${least}"
  >
    ${chart}
  </div>`;
}
