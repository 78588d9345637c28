import { plot } from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom/worker';
import { truncate } from '@lambda-forest/text';

import { escapeHtml, trusted } from './html.ts';
import type { Html } from './html.ts';

/** The text for people who cannot see a chart. */
export interface ChartText {
  /** What it shows: a few words. */
  readonly title: string;
  /** What can be seen in it: a sentence or two. */
  readonly description: string;
}

/** The properties of a node that serializing reads; elements have all of them. */
interface DrawnNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly localName?: string;
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>;
  readonly childNodes: ArrayLike<DrawnNode>;
}

/** How much larger than drawn a chart may be shown, so that its text does not get too large. */
const LARGEST = 1.15;

/** Of texts for screen readers: names from a table may have any length. */
const MAX_TITLE = 120;
const MAX_DESCRIPTION = 600;

const ELEMENT = 1;
const TEXT = 3;

/** To screen readers it is one image, so its parts need no names; and the page sets the colours. */
const LEFT_OUT = /^(aria-.*|class|font-family|xmlns.*)$/;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/**
 * A chart as SVG text, with a title and a description for screen readers. The same options give the same text.
 * Colours are CSS variables of the page, so that one drawing serves light, dark and paper.
 *
 * @param id unique in the page
 */
export function draw(id: string, { title, description }: ChartText, options: PlotOptions): Html {
  const words = description === '' ? 'There is nothing to draw.' : description;
  return svg(
    options,
    `role="img" aria-labelledby="${id}-t ${id}-d" fill="currentColor" text-anchor="middle"`,
    `<title id="${id}-t">${escapeHtml(truncate(title, MAX_TITLE))}</title><desc id="${id}-d">${escapeHtml(truncate(words, MAX_DESCRIPTION))}</desc>`,
  );
}

/** A small drawing that repeats the text beside it. */
export function drawDecoration(options: PlotOptions): Html {
  return svg(options, 'class="spark" aria-hidden="true"', '');
}

function svg(options: PlotOptions, attributes: string, before: string): Html {
  const drawn = plot({ ...options, document });
  const content = Array.from(drawn.childNodes, serialize).join('');
  const { width = 0, height = 0 } = options;
  return trusted(
    `<svg viewBox="0 0 ${width} ${height}" ${attributes} style="max-width:${Math.round(width * LARGEST)}px">${before}${content}</svg>`,
  );
}

function serialize(node: DrawnNode): string {
  if (node.nodeType === TEXT) return escapeHtml(node.textContent ?? '');
  if (node.nodeType !== ELEMENT) return '';
  const { localName = '', attributes = [], childNodes } = node;
  if (localName === 'style') return '';
  const kept = Array.from(attributes, ({ name, value }) =>
    LEFT_OUT.test(name) ? '' : ` ${name}="${escapeHtml(roundNumbers(value))}"`,
  ).join('');
  const children = Array.from(childNodes, serialize).join('');
  return children === ''
    ? `<${localName}${kept}/>`
    : `<${localName}${kept}>${children}</${localName}>`;
}

/** A hundredth of a pixel cannot be seen, and its digits are most of a drawing's bytes. */
function roundNumbers(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}
