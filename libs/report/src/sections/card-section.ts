import { html, keepOptions } from '../html.ts';
import { cardParts } from '../model-card.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

/** The model card's questions, beside the numbers. */
export function cardSection(input: ReportInput): Section {
  return {
    id: 'card',
    title: 'Model card',
    content: html`<p>
        The questions in the dashed boxes are answered in <code>model-card.md</code>, which is in
        the folder of the model.
      </p>
      ${cardParts(input).map(
        ({ title, known, toFill }) =>
          html`<h3>${title}</h3>
            ${
              known.length > 0 &&
              html`<ul>
                ${known.map((sentence) => html`<li>${keepOptions(sentence)}</li>`)}
              </ul>`
            }
            ${toFill.map((question) => html`<p class="fill">${question}</p>`)}`,
      )}`,
  };
}
