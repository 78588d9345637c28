import { cell, text as textMark } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { formatInteger } from '@lambda-forest/text';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import { truncateNames } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ACCENT, nameMargin } from './theme.ts';

const MAX_NAME_LENGTH = 18;
/** Matrices of more classes leave zeros blank. */
const MAX_ZEROS = 6;
const MIN_CELL = 26;
const MAX_CELL = 104;
/** From this share of the true class on, a cell is dark and its number light. */
const DARK_SHARE = 0.5;
/** The colour of wrong predictions. */
const WRONG = 'var(--warn)';
/** Room below the matrix. */
const BOTTOM = 24;
/** The smallest scale at which a matrix is shown: many classes scroll sideways on a phone instead of shrinking. */
const LEAST_SCALE = 0.65;

/**
 * A confusion matrix: rows are true classes, columns predicted ones. The strength of the colour is the share of the true
 * class, so that a rare class shows as well as a frequent one; the number counts rows. Right predictions, on the
 * diagonal, have another colour than wrong ones, and an outline for those who do not see colours.
 */
export function confusionChart(
  id: string,
  text: ChartText,
  classes: readonly string[],
  matrix: readonly (readonly number[])[],
): Html {
  const names = truncateNames(classes, MAX_NAME_LENGTH);
  const { isNarrow, ...frame } = frameOf(names);
  const band = {
    labelAnchor: 'center',
    labelArrow: 'none',
    tickSize: 0,
    tickFormat: (index: number) => names[index]!,
    padding: 0.04,
  } as const;
  const chart = draw(id, text, {
    ...frame,
    x: { axis: 'top', label: 'Predicted', tickRotate: isNarrow ? -40 : 0, ...band },
    y: { label: 'True', ...band },
    color: { type: 'identity' },
    marks: marksOf(cellsOf(matrix)),
    opacity: { type: 'identity' },
  });
  const least = `--least:${Math.round(frame.width * LEAST_SCALE)}px`;
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

/** The drawing's size and margins, in its own units; `isNarrow` says that names must be drawn at an angle. */
function frameOf(names: readonly string[]) {
  const side = Math.max(MIN_CELL, Math.min(MAX_CELL, Math.floor(400 / names.length)));
  const longest = nameMargin(names);
  const isNarrow = Math.max(...names.map((name) => name.length)) * 6.4 > side - 6;
  const marginLeft = longest + 20;
  const marginTop = isNarrow ? longest * 0.75 + 30 : 44;
  // Names at an angle reach to the right of their column.
  const marginRight = isNarrow ? Math.max(30, longest * 0.77) : 30;
  return {
    isNarrow,
    width: marginLeft + side * names.length + marginRight,
    height: marginTop + side * names.length + BOTTOM,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: BOTTOM,
  };
}

interface Cell {
  readonly truth: number;
  readonly predicted: number;
  /** Of the rows of the true class. */
  readonly share: number;
  readonly label: string;
}

function cellsOf(matrix: readonly (readonly number[])[]): Cell[] {
  return matrix.flatMap((row, truth) => {
    const rows = row.reduce((sum, rowCount) => sum + rowCount, 0);
    return row.map((rowCount, predicted) => ({
      truth,
      predicted,
      share: rows === 0 ? 0 : rowCount / rows,
      label: rowCount === 0 && matrix.length > MAX_ZEROS ? '' : formatInteger(rowCount),
    }));
  });
}

function isRight({ truth, predicted }: Cell): boolean {
  return truth === predicted;
}

function marksOf(cells: readonly Cell[]): Markish[] {
  const place = { x: 'predicted', y: 'truth' } as const;
  return [
    cell(cells, { ...place, fill: 'var(--cell)', rx: 3 }),
    cell(
      cells.filter(({ share }) => share > 0),
      {
        ...place,
        fill: (one: Cell) => (isRight(one) ? ACCENT : WRONG),
        fillOpacity: ({ share }: Cell) => 0.12 + 0.88 * share,
        rx: 3,
      },
    ),
    cell(cells.filter(isRight), { ...place, fill: 'none', stroke: ACCENT, strokeWidth: 2, rx: 3 }),
    textMark(cells, {
      ...place,
      text: 'label',
      fill: ({ share }: Cell) => (share >= DARK_SHARE ? 'var(--on-accent)' : 'var(--ink)'),
      fontWeight: 600,
    }),
  ];
}
