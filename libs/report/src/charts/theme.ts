import type { PlotOptions, ScaleOptions } from '@observablehq/plot';

/** Colours of classes in order: CSS variables that the page defines for light, dark and paper. */
export const PALETTE = Array.from({ length: 8 }, (_, i) => `var(--c${i})`);

/** For marks that stand for no class. */
export const ACCENT = 'var(--accent)';
export const MUTED = 'var(--muted)';
export const GRID = 'var(--grid)';

/** Units of the drawing: the page shows it as wide as there is room. */
export const WIDTH = 520;
export const HEIGHT = 340;
export const SQUARE = 420;

/** About one letter of an axis, for margins that names need. */
const LETTER_WIDTH = 6.4;

/** The margin that the longest of some names takes. */
export function nameMargin(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => Array.from(name).length));
  return Math.min(220, Math.ceil(longest * LETTER_WIDTH) + 16);
}

/**
 * Numbers at an axis: 200k rather than 200,000, which leaves no room for the axis's name, and years without a comma.
 *
 * @param largest of the numbers, whichever side of 0
 */
export function numberTicks(largest: number): Pick<ScaleOptions, 'tickFormat'> {
  if (largest >= 10_000) return { tickFormat: '~s' };
  return { tickFormat: (value: number) => String(Number(value.toPrecision(6))) };
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
