import type { JSX } from 'preact';

import type { ModelDescription } from '../api/types.ts';
import { percent } from '../format/number.ts';
import { prettyJson } from '../request/pretty-json.ts';
import { readFacts } from './facts.ts';
import { memberAt } from './json-path.ts';
import { readImportances, readMetrics } from './metrics.ts';

/** Features beyond these matter too little to be drawn. */
const MAX_IMPORTANCES = 12;

/** What the model is, how good it is and where it comes from. */
export function ModelCard({ model }: { readonly model: ModelDescription }): JSX.Element {
  const metrics = readMetrics(model.metrics);
  const importances = readImportances(model.metrics);
  const options = memberAt(model.provenance, 'options');
  return (
    <section class="card" id="card" tabIndex={-1} aria-labelledby="card-title">
      <h2 id="card-title">Model card</h2>
      <dl class="metrics">
        {metrics.map(({ label, value, note }) => (
          <div key={label} class="metric">
            <dt>{label}</dt>
            <dd class="metric-value">{value}</dd>
            <dd class="hint">{note}</dd>
          </div>
        ))}
      </dl>
      <div class="card-columns">
        {importances.length > 0 && (
          <div>
            <h3>What the forest looks at</h3>
            <ul class="bars" aria-label="Importances of the features">
              {importances.slice(0, MAX_IMPORTANCES).map(({ feature, share }) => (
                <li key={feature} class="bar">
                  <span class="bar-name">{feature}</span>
                  <span class="bar-value">{percent(share)}</span>
                  <span class="bar-track" aria-hidden="true">
                    <span class="bar-fill" style={{ '--share': share }} />
                  </span>
                </li>
              ))}
            </ul>
            <p class="hint">Share of all importances: how much a feature's splits purify.</p>
          </div>
        )}
        <div>
          <h3>Where it comes from</h3>
          <dl class="facts">
            {readFacts(model).map(({ label, value }) => (
              <div key={label} class="fact">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {options !== undefined && (
            <details>
              <summary>Options of the training</summary>
              <pre tabIndex={0} role="region" aria-label="Options of the training">
                <code>{prettyJson(options)}</code>
              </pre>
            </details>
          )}
        </div>
      </div>
    </section>
  );
}
