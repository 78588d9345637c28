import { html } from './html.ts';
import type { Html, HtmlValue } from './html.ts';

/** A printed table with more columns has smaller letters. */
const MANY_COLUMNS = 9;

/** A part of the page that the table of contents links to. */
export interface Section {
  /** For links to it: lower-case letters and dashes. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

export function sectionHtml({ id, title, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h">
    <h2 id="${id}-h">${title}</h2>
    ${content}
  </section> `;
}

/** Figures side by side if there is room. */
export function figures(...content: readonly HtmlValue[]): Html {
  return html`<div class="figures">${content}</div>`;
}

export interface FigureParts {
  readonly title: string;
  readonly chart: Html;
  /** What to see in it, and what was left out. */
  readonly note?: HtmlValue;
  readonly legend?: readonly LegendEntry[];
  /** The numbers that the chart was drawn from. */
  readonly table?: Table;
  /** Whether it is as wide as the page. */
  readonly wide?: boolean;
}

export interface LegendEntry {
  readonly name: string;
  readonly color: string;
}

export function figure({ title, chart, note, legend, table, wide = false }: FigureParts): Html {
  return html`<figure${wide && html` class="wide"`}>
<figcaption><h3>${title}</h3>${note !== undefined && html`<p>${note}</p>`}</figcaption>
${legend !== undefined && legendHtml(legend)}
${chart}
${
  table !== undefined &&
  html`<details>
    <summary>The numbers</summary>
    ${tableHtml(table)}
  </details>`
}
</figure>`;
}

function legendHtml(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map(({ name, color }) => html`<li><i style="background:${color}"></i>${name}</li>`)}
  </ul>`;
}

export interface Table {
  /** What it lists, for screen readers; shown above it only if `isCaptionShown`. */
  readonly caption: string;
  readonly isCaptionShown?: boolean;
  readonly head: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** Columns of words, which are left-aligned; the others are numbers and right-aligned. Default: the first. */
  readonly words?: readonly number[];
  /** What was left out. */
  readonly note?: string | undefined;
}

/** A table that scrolls on its own if the page is narrow, also by keyboard. */
export function tableHtml({
  caption,
  isCaptionShown = false,
  head,
  rows,
  words = [0],
  note,
}: Table): Html {
  const kind = (column: number) => (words.includes(column) ? html` class="w"` : undefined);
  return html`<div class="table${head.length > MANY_COLUMNS && ' many'}" tabindex="0" role="region" aria-label="${caption}"><table>
<caption${!isCaptionShown && html` class="hidden"`}>${caption}</caption>
<thead><tr>${head.map((name, i) => html`<th scope="col" ${kind(i)}>${breakable(name)}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...rest]) =>
    html`<tr>
      <th scope="row" ${kind(0)}>${first}</th>
      ${rest.map((cell, i) => html`<td${kind(i + 1)}>${cell}</td>`)}
    </tr> `,
)}</tbody></table></div>${note !== undefined && html`<p class="note">${note}</p>`}`;
}

/** A column's name, which may wrap after an underscore or a point: on paper there is little room. */
function breakable(name: string): HtmlValue[] {
  return name
    .split(/(?<=[_.])(?=.)/u)
    .flatMap((part, i) => (i === 0 ? [part] : [html`<wbr />`, part]));
}

/** Names and their values, in two columns. */
export function definitions(entries: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl>
    ${entries.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
