import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { post } from '../api/client.ts';
import type { BatchAnswer, ModelSchema } from '../api/types.ts';
import { jsonValue, typicalEntry } from '../form/entries.ts';
import type { Field } from '../form/fields.ts';
import { BatchResult } from './batch-result.tsx';
import { DropZone } from './drop-zone.tsx';
import { csvText, resultCsv } from './result-csv.ts';
import { resultTable } from './result-rows.ts';
import type { ResultTable } from './result-rows.ts';
import { saveText } from './save-text.ts';

interface Props {
  readonly schema: ModelSchema;
  readonly fields: readonly Field[];
}

type State =
  | { readonly kind: 'empty' }
  | { readonly kind: 'waiting'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly reasons: readonly string[] }
  | {
      readonly kind: 'done';
      readonly name: string;
      readonly table: ResultTable;
      readonly answer: BatchAnswer;
    };

/** Many rows at once, from a CSV file. */
export function BatchPanel({ schema, fields }: Props): JSX.Element {
  const [state, setState] = useState<State>({ kind: 'empty' });
  const send = (file: File) => {
    setState({ kind: 'waiting', name: file.name });
    void predictFile(
      file,
      fields.map(({ name }) => name),
    ).then(setState);
  };
  useFileDrop(send);
  const template = () => {
    const typical = fields.map((field) => String(jsonValue(field, typicalEntry(field)) ?? ''));
    saveText('template.csv', csvText([fields.map(({ name }) => name), typical]));
  };

  return (
    <section class="card" id="batch" tabIndex={-1} aria-labelledby="batch-title">
      <div class="card-head">
        <h2 id="batch-title">Batch</h2>
        <div class="buttons">
          {state.kind === 'done' && (
            <button
              type="button"
              class="button button-strong"
              onClick={() => saveText(resultName(state.name), resultCsv(state.table, schema))}
            >
              Download results
            </button>
          )}
          <button type="button" class="button" onClick={template}>
            Template
          </button>
        </div>
      </div>
      <DropZone onFile={send} />
      <p class="hint batch-state" role="status">
        {state.kind === 'waiting' && `Predicting the rows of ${state.name}…`}
        {state.kind === 'done' && summary(state.name, state.answer)}
      </p>
      {state.kind === 'refused' && (
        <div class="refusal" role="alert">
          <p>{state.name} was refused:</p>
          <ul>
            {state.reasons.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      {state.kind === 'done' && (
        <BatchResult key={state.name} table={state.table} target={schema.target.name} />
      )}
    </section>
  );
}

async function predictFile(file: File, names: readonly string[]): Promise<State> {
  const { name } = file;
  let text: string;
  try {
    text = await file.text();
  } catch {
    return { kind: 'refused', name, reasons: ['The browser cannot read the file.'] };
  }
  const outcome = await post<BatchAnswer>('predict/batch', file, 'text/csv');
  switch (outcome.kind) {
    case 'unreachable':
      return { kind: 'refused', name, reasons: ['The service does not answer.'] };
    case 'problem': {
      const { title, detail, errors = [] } = outcome.problem;
      const columns = errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`);
      return { kind: 'refused', name, reasons: [detail ?? `${title}.`, ...columns] };
    }
    case 'answer': {
      const answer = outcome.value;
      return { kind: 'done', name, answer, table: resultTable(text, answer, names) };
    }
  }
}

/** A file dropped anywhere on the page is a batch; without this the browser would leave the page to show it. */
function useFileDrop(onFile: (file: File) => void): void {
  useEffect(() => {
    const allow = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) onFile(file);
    };
    addEventListener('dragover', allow);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', allow);
      removeEventListener('drop', drop);
    };
  });
}

function summary(name: string, { succeeded, failed, latency_ms: ms }: BatchAnswer): string {
  const rows = succeeded + failed;
  const refused = failed === 0 ? 'none refused' : `${failed} refused`;
  return `${name}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${refused}, ${ms.toFixed(1)} ms in the service.`;
}

function resultName(name: string): string {
  return `${name.replace(/\.csv$/i, '')}-predictions.csv`;
}
