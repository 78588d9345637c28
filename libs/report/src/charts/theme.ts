import type { PlotOptions, ScaleOptions } from '@observablehq/plot';
import { formatNumber } from '@lambda-forest/text';

/** Colours of classes in order: CSS variables that the page defines for light, dark and paper. */
export const PALETTE = Array.from({ length: 8 }, (_, i) => `var(--c${i})`);

/** For marks that belong to no class. */
export const ACCENT = 'var(--accent)';
export const MUTED = 'var(--muted)';

/** Units of the drawing, which the page scales to the available width. A wider one would have too small letters on a phone. */
const WIDTH = 440;
const HEIGHT = 310;

const COMPACT = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 4,
});

/** About the greatest width of a letter on an axis, Latin and East Asian. */
const LETTER_WIDTH = 7.2;
const WIDE_LETTER_WIDTH = 12.5;
const WIDE_LETTER = /[\u1100-\u115f\u2e80-\uffdc\u{1f300}-\u{3ffff}]/u;

/** The margin that the longest of the names needs. */
export function nameMargin(names: readonly string[]): number {
  return Math.min(220, Math.ceil(Math.max(0, ...names.map(textWidth))) + 16);
}

/** An upper estimate of the width of a text, in units of the drawing. */
export function textWidth(text: string): number {
  return Array.from(text).reduce(
    (width, letter) => width + (WIDE_LETTER.test(letter) ? WIDE_LETTER_WIDTH : LETTER_WIDTH),
    0,
  );
}

/** 200K for 200,000. */
export function compactNumber(value: number): string {
  return COMPACT.format(value);
}

/**
 * Numbers on an axis: 200K, because 200,000 leaves no room for the axis's name; and years without a comma.
 *
 * @param largest of the absolute values
 */
export function numberTicks(largest: number): Pick<ScaleOptions, 'tickFormat'> {
  if (largest >= 10_000) return { tickFormat: compactNumber };
  return { tickFormat: formatNumber };
}

/** An axis with a centred name and grid lines. */
export function axis(label: string | null, options: ScaleOptions = {}): ScaleOptions {
  return { label, labelAnchor: 'center', labelArrow: 'none', grid: true, ...options };
}

/** The frame of all charts with two scales. */
export const FRAME = {
  width: WIDTH,
  height: HEIGHT,
  marginLeft: 58,
  marginRight: 16,
  marginTop: 14,
  marginBottom: 46,
} as const satisfies PlotOptions;
