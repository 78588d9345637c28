import type { ModelDescription, ModelSchema } from '@lambda-forest/api';
import { jsonText } from '@lambda-forest/text';
import type { JSX } from 'preact';

import { percent, shortNumber } from '../format/number.ts';
import { readFacts } from './facts.ts';
import { featureTable } from './feature-table.ts';
import { memberAt, numberAt, textAt } from './json-path.ts';
import { inSentence, measureOf, readImportances, readMetrics } from './metrics.ts';
import { ShareBars } from '../format/share-bars.tsx';

/** Further bars matter too little to be drawn. */
const MAX_BARS = 12;

interface Of {
  readonly model: ModelDescription;
}

/** The model, its quality and its provenance. */
export function ModelCard({ model }: Of): JSX.Element {
  return (
    <section class="card" id="card" tabIndex={-1} aria-labelledby="card-title">
      <h2 id="card-title">Model card</h2>
      <dl class="metrics">
        {readMetrics(model.metrics).map(({ label, value, note }) => (
          <div key={label} class="metric">
            <dt>{label}</dt>
            <dd class="metric-value">{value}</dd>
            <dd class="hint">{note}</dd>
          </div>
        ))}
      </dl>
      <div class="card-columns">
        <div>
          <Importances model={model} />
          <Classes schema={model.schema} />
        </div>
        <Provenance model={model} />
      </div>
      <Features model={model} />
    </section>
  );
}

/** By permutation, with the splits' share beside it; by the splits alone where columns were not shuffled. */
function Importances({ model }: Of): JSX.Element | null {
  const importances = readImportances(model.metrics).slice(0, MAX_BARS);
  const [first] = importances;
  if (first === undefined) return null;
  const { permutation: largest } = first;
  const isShuffled = largest !== undefined;
  const isBoosted = textAt(model.provenance, 'options', 'learner') !== undefined; // a forest's has none
  const splits = isBoosted ? 'gain' : 'impurity';
  const bars = importances.map(({ feature, permutation = 0, share }) =>
    isShuffled
      ? {
          name: feature,
          share: largest > 0 ? Math.max(0, permutation) / largest : 0,
          value: `${shortNumber(Number(permutation.toFixed(4)))} (${splits} ${percent(share)})`,
        }
      : { name: feature, share },
  );
  return (
    <>
      <h3>What the model needs</h3>
      <ShareBars label="Importances of the columns" bars={bars} />
      <p class="hint">
        {isShuffled
          ? `How much worse the ${inSentence(measureOf(model.metrics).label)} on test rows is when a column is shuffled; beside it, its share of the splits’ ${splits}.`
          : `Share of the splits’ ${splits}.`}
      </p>
    </>
  );
}

function Classes({ schema }: { readonly schema: ModelSchema }): JSX.Element | null {
  if (schema.task !== 'classification') return null;
  const { classes, counts } = schema.target;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null; // imported without rows
  const bars = classes.map((name, index) => ({ name, share: counts[index]! / total }));
  return (
    <>
      <h3>Classes of the training rows</h3>
      <ShareBars label="Shares of the classes" bars={bars.slice(0, MAX_BARS)} />
      {bars.length > MAX_BARS && <p class="hint">And {bars.length - MAX_BARS} more.</p>}
    </>
  );
}

function Provenance({ model }: Of): JSX.Element {
  const options = memberAt(model.provenance, 'options');
  return (
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
            <code>{jsonText(options).trimEnd()}</code>
          </pre>
        </details>
      )}
    </div>
  );
}

function Features({ model: { schema, provenance } }: Of): JSX.Element {
  const isTrained = numberAt(provenance, 'split', 'train_rows') !== 0;
  return (
    <>
      <h3>
        {isTrained
          ? `What training saw, in ${shortNumber(schema.row_count)} rows`
          : 'What is known of the features'}
      </h3>
      <div class="table-frame" tabIndex={0} role="region" aria-label="Features of the training">
        <table>
          <thead>
            <tr>
              {['feature', 'kind', 'values', 'usual', 'missing'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {featureTable(schema).map(({ name, kind, values, usual, missing }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{kind}</td>
                <td class="wrap">{values}</td>
                <td>{usual}</td>
                <td>{missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
