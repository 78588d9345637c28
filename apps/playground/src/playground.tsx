/** The form, the answer, the request, the batch and the model card. */
import type { ModelDescription } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';

import { BatchPanel } from './batch/batch-panel.tsx';
import { requestBody, typicalEntry } from './form/entries.ts';
import type { Entry } from './form/entries.ts';
import { describeFields } from './form/fields.ts';
import { FeatureForm } from './form/feature-form.tsx';
import { Header } from './header.tsx';
import { ModelCard } from './model/model-card.tsx';
import { AnswerLine } from './prediction/answer-line.tsx';
import { fieldNotes } from './prediction/field-notes.ts';
import { PredictionPanel } from './prediction/prediction-panel.tsx';
import { usePrediction } from './prediction/use-prediction.ts';
import { RequestPanel } from './request/request-panel.tsx';

export function Playground({ model }: { readonly model: ModelDescription }): JSX.Element {
  const { schema } = model;
  const fields = useMemo(() => describeFields(schema), [schema]);
  const [entries, setEntries] = useState<readonly Entry[]>(() => fields.map(typicalEntry));
  const body = requestBody(fields, entries);
  const exchange = usePrediction(body);
  const notes = useMemo(() => fieldNotes(exchange.outcome, fields), [exchange.outcome, fields]);
  useEffect(() => {
    document.title = `${model.name} ${model.version} – lambda-forest playground`;
  }, [model]);

  return (
    <>
      <a class="skip" href="#prediction">
        Skip to the prediction
      </a>
      <Header model={model} outcome={exchange.outcome} />
      <main class="page">
        <div class="columns">
          <div class="form-area">
            <FeatureForm fields={fields} entries={entries} notes={notes} onChange={setEntries} />
            <AnswerLine exchange={exchange} />
          </div>
          <PredictionPanel schema={schema} exchange={exchange} otherErrors={notes.others} />
          <RequestPanel body={body} exchange={exchange} />
        </div>
        <BatchPanel schema={schema} fields={fields} />
        <ModelCard model={model} />
      </main>
      <footer class="foot">
        Everything on this page comes from this service. Nothing leaves it.
      </footer>
    </>
  );
}
