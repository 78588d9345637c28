import { option, shellQuote } from '@lambda-forest/text';

import { html, trusted } from '../html.ts';
import type { Section } from '../page-parts.ts';
import type { ReportInput } from '../report-input.ts';
import { exampleRequest } from './example-request.ts';

/** How to call the model once it is served. */
export function apiSection(input: ReportInput): Section {
  const { json, isWhole } = exampleRequest(input);
  const { model } = input;
  return {
    id: 'api',
    title: 'Call the API',
    content: html`<p>
        The service answers <code>POST /predict</code>, checks the request against the schema above,
        and names every field that does not fit. With <code>URL</code> set to where it runs:
      </p>
      <pre tabindex="0"><code>curl -d ${shellQuote(json)} \\
  -H 'content-type: application/json' "$URL/predict"</code></pre>
      ${!isWhole && html`<p>Only the first features are written out; a request must have all of them.</p>`}
      <p>
        Many rows at once go to <code>POST /predict/batch</code>; <code>GET /openapi.json</code> is
        the contract of this model; <code>GET /model</code> shows which one answers. A whole file is
        scored without a service:
      </p>
      <pre
        tabindex="0"
      ><code>npx lambda-forest predict ${trusted(option('model'))}=${model.name}@${model.version} ${trusted(option('data'))}=rows.csv ${trusted(option('out'))}=predictions.csv</code></pre>`,
  };
}
