import { barX, ruleX, ruleY, text as textMark } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import { truncateNames } from '../format.ts';
import type { Html } from '../html.ts';
import { axis, FRAME, nameMargin, numberTicks, textWidth } from './theme.ts';

const BAR_HEIGHT = 24;
const MAX_NAME_LENGTH = 24;
/** Between a bar and the label at its end. */
const LABEL_GAP = 5;

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The deviation of the value, drawn on either side. */
  readonly deviation?: number | undefined;
  /** Written at the bar's end. */
  readonly label: string;
  readonly color: string;
}

/** Horizontal bars, one below the other, in the given order. At least one. */
export function barChart(id: string, text: ChartText, label: string, bars: readonly Bar[]): Html {
  // Two long names may be truncated to the same text, and bars are identified by index.
  const places = bars.map((bar, i) => ({ ...bar, place: i }));
  const names = truncateNames(
    bars.map(({ name }) => name),
    MAX_NAME_LENGTH,
  );
  const ends = bars.map(({ value, deviation = 0 }) => value + deviation);
  const starts = bars.map(({ value, deviation = 0 }) => value - deviation);
  const high = Math.max(0, ...ends);
  const low = Math.min(0, ...starts);
  const largest = Math.max(high, -low);
  const longestLabel = Math.max(...bars.map((bar) => textWidth(bar.label)));
  return draw(id, text, {
    ...FRAME,
    height: bars.length * BAR_HEIGHT + FRAME.marginTop + FRAME.marginBottom,
    marginLeft: nameMargin(names),
    // The longest bar may end at the end of the scale, and its label comes after it.
    marginRight: longestLabel + LABEL_GAP,
    x: axis(label, {
      domain: [low, high > low ? high : low + 1],
      ticks: 3,
      ...(largest >= 10_000 && numberTicks(largest)),
    }),
    y: { label: null, tickSize: 0, tickFormat: (place: number) => names[place]!, padding: 0.25 },
    marks: [
      barX(places, { x: 'value', y: 'place', fill: 'color', rx: 2 }),
      ruleY(
        places.filter(({ deviation }) => deviation !== undefined && deviation > 0),
        {
          x1: (bar: Bar) => bar.value - (bar.deviation ?? 0),
          x2: (bar: Bar) => bar.value + (bar.deviation ?? 0),
          y: 'place',
          strokeWidth: 1.5,
        },
      ),
      textMark(places, {
        x: (bar: Bar) => Math.max(0, bar.value + (bar.deviation ?? 0)),
        y: 'place',
        text: 'label',
        textAnchor: 'start',
        dx: LABEL_GAP,
      }),
      ruleX([0]),
    ],
    color: { type: 'identity' },
  });
}
