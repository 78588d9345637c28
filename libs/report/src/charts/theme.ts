import type { PlotOptions, ScaleOptions } from '@observablehq/plot';
import { formatNumber } from '@lambda-forest/text';

/** Colours of classes in order: CSS variables that the page defines for light, dark and paper. */
export const PALETTE = Array.from({ length: 8 }, (_, i) => `var(--c${i})`);

/** For marks that stand for no class. */
export const ACCENT = 'var(--accent)';
export const MUTED = 'var(--muted)';
export const GRID = 'var(--grid)';

/** Units of the drawing: the page shows it as wide as there is room. Wider ones have letters too small for a phone. */
export const WIDTH = 440;
export const HEIGHT = 310;
export const SQUARE = 420;

const COMPACT = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 4,
});

/** A letter of an axis is at most about so wide, in letters of Latin and in those of East Asia. */
const LETTER_WIDTH = 7.2;
const WIDE_LETTER_WIDTH = 12.5;
const WIDE_LETTER = /[\u1100-\u115f\u2e80-\uffdc\u{1f300}-\u{3ffff}]/u;

/** The margin that the longest of some names takes. */
export function nameMargin(names: readonly string[]): number {
  return Math.min(220, Math.ceil(Math.max(0, ...names.map(textWidth))) + 16);
}

/** At least about as wide as a text is drawn, in units of the drawing. */
export function textWidth(text: string): number {
  return Array.from(text).reduce(
    (width, letter) => width + (WIDE_LETTER.test(letter) ? WIDE_LETTER_WIDTH : LETTER_WIDTH),
    0,
  );
}

/**
 * Numbers at an axis: 200K rather than 200,000, which leaves no room for the axis's name, and years without a comma.
 *
 * @param largest of the numbers, whichever side of 0
 */
export function numberTicks(largest: number): Pick<ScaleOptions, 'tickFormat'> {
  if (largest >= 10_000) return { tickFormat: (value: number) => COMPACT.format(value) };
  return { tickFormat: formatNumber };
}

/** An axis whose name stands in the middle, with grid lines. */
export function axis(label: string | null, options: ScaleOptions = {}): ScaleOptions {
  return { label, labelAnchor: 'center', labelArrow: 'none', grid: true, ...options };
}

/** What all charts with two scales share. */
export const FRAME = {
  width: WIDTH,
  height: HEIGHT,
  marginLeft: 58,
  marginRight: 16,
  marginTop: 14,
  marginBottom: 46,
} as const satisfies PlotOptions;
