import { plot } from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { truncate } from '@lambda-forest/text';

import { escapeHtml, trusted } from './html.ts';
import type { Html } from './html.ts';

/** What a person who cannot see a chart is told. */
export interface ChartText {
  /** What it shows: a few words. */
  readonly title: string;
  /** What there is to see in it: a sentence or two. */
  readonly description: string;
}

/** What serializing reads of a node; elements have all of it. */
interface DrawnNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly localName?: string;
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>;
  readonly childNodes: ArrayLike<DrawnNode>;
}

/** How much larger than drawn a chart may be shown: its text should not shout. */
const LARGEST = 1.15;

/** Of what is read aloud: names from a table may be of any length. */
const MAX_TITLE = 120;
const MAX_DESCRIPTION = 600;

const ELEMENT = 1;
const TEXT = 3;

/** An image for readers of screens, so its parts need no names; and colours are the page's. */
const LEFT_OUT = /^(aria-.*|class|font-family|xmlns.*)$/;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/**
 * A chart as SVG text, with a title and a description for screen readers. The same options give the same text.
 * Colours are CSS variables of the page, so that one drawing serves light, dark and paper.
 *
 * @param id distinct in the page
 */
export function draw(id: string, { title, description }: ChartText, options: PlotOptions): Html {
  const words = description === '' ? 'There is nothing to draw.' : description;
  return svg(
    options,
    `role="img" aria-labelledby="${id}-t ${id}-d" fill="currentColor" text-anchor="middle"`,
    `<title id="${id}-t">${escapeHtml(truncate(title, MAX_TITLE))}</title><desc id="${id}-d">${escapeHtml(truncate(words, MAX_DESCRIPTION))}</desc>`,
  );
}

/** A small drawing that repeats what stands beside it in words. */
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

/** A hundredth of a pixel cannot be seen; its digits are most of a drawing's bytes. */
function roundNumbers(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}
