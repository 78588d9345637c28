import { formatInteger, truncate } from '@lambda-forest/text';

import { html } from '../html.ts';
import type { Section } from '../page-parts.ts';
import { definitions } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';

/** Where the model comes from and how to identify it. */
export function provenanceSection({ model }: ReportInput): Section {
  const { file, data, engine } = model;
  return {
    id: 'provenance',
    title: 'Provenance',
    content: html`<p>
        The same ${model.isImported ? 'file, options and rows' : 'data, options and seed'} give the
        same model file, to the byte.
        <code>sha256sum ${file.name}</code> tells whether a file is this model.
      </p>
      ${definitions([
        ['Model', `${model.name} ${model.version}`],
        ['Trees', formatInteger(model.trees)],
        ['Nodes', formatInteger(model.nodes)],
        ['Model file', `${formatInteger(file.bytes)} bytes`],
        ['Written by', `lambda-forest ${model.lambdaForest}`],
        ['Engine', engine.version],
      ])}
      <dl class="long">
        <div>
          <dt>SHA-256 of ${file.name}</dt>
          <dd>${file.sha256}</dd>
        </div>
        <div>
          <dt>SHA-256 of ${truncate(data.source, 60)}</dt>
          <dd>${data.sha256}</dd>
        </div>
      </dl>`,
  };
}
