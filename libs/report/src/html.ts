import { printable } from '@lambda-forest/text';

/** Text that is HTML already. Only `html` makes it, so that all text from a table is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * HTML from a template: values that are not `Html` are escaped, lists are joined, undefined and false are empty.
 * Attributes must be in double quotes.
 *
 * ```ts
 * html`<td>${name}</td>`.text; // '<td>&lt;b&gt;</td>'
 * ```
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((all, part, i) => all + textOf(values[i - 1]) + part));
}

/** Text that needs no escaping because this library made it, such as an SVG drawing. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** A sentence that is escaped but for the marks of `option`, of lower-case letters and hyphens alone: they do not break. */
export function keepOptions(sentence: string): readonly (Html | string)[] {
  const parts = sentence.split(/(\u2063[a-z-]+\u2063)/);
  return parts.map((part, i) =>
    i % 2 === 1 ? html`<span class="option">${trusted(part)}</span>` : part,
  );
}

/** A text escaped for HTML and SVG, inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(textOf).join('');
}
