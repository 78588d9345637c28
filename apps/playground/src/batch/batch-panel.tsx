import type { BatchAnswer, ModelSchema } from '@lambda-forest/api';
import { decodeSniffed } from '@lambda-forest/table/csv';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { ask } from '../api/client.ts';
import { jsonValue, typicalEntry } from '../form/entries.ts';
import type { Field } from '../form/fields.ts';
import { BatchResult } from './batch-result.tsx';
import { DropZone } from './drop-zone.tsx';
import { withKnownColumns } from './known-columns.ts';
import { csvText, resultCsv } from './result-csv.ts';
import { resultTable } from './result-rows.ts';
import type { ResultTable } from './result-rows.ts';
import { saveText } from './save-text.ts';

/** Names of columns that are listed. */
const MAX_NAMES = 6;

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
      readonly leftAside: readonly string[];
      readonly encoding: string;
    };

/** Many rows at once, from a CSV file. */
export function BatchPanel({ schema, fields }: Props): JSX.Element {
  const [state, setState] = useState<State>({ kind: 'empty' });
  const send = (file: File) => {
    setState({ kind: 'waiting', name: file.name });
    void predictFile(
      file,
      fields.map(({ name }) => name),
      schema.target.name,
    ).then(setState);
  };
  useFileDrop(send);
  const panel = useRef<HTMLElement>(null);
  // A file dropped on the top of the page has its result far below.
  useEffect(() => {
    if (state.kind === 'done' || state.kind === 'refused') panel.current?.scrollIntoView();
  }, [state]);
  const template = () => {
    const typical = fields.map((field) => String(jsonValue(field, typicalEntry(field)) ?? ''));
    saveText('template.csv', csvText([fields.map(({ name }) => name), typical]));
  };

  return (
    <section class="card" id="batch" ref={panel} tabIndex={-1} aria-labelledby="batch-title">
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
        {state.kind === 'done' && summary(state)}
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

async function predictFile(file: File, names: readonly string[], target: string): Promise<State> {
  const { name } = file;
  let decoded: ReturnType<typeof decodeSniffed>;
  try {
    decoded = decodeSniffed(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    const isRead = error instanceof TypeError; // but it is no text
    const reason = isRead
      ? 'Found bytes of an encoding that cannot be told, expected UTF-8. Save the file as CSV in UTF-8.'
      : 'The browser cannot read the file.';
    return { kind: 'refused', name, reasons: [reason] };
  }
  const { text, encoding } = decoded;
  const { text: sent, leftAside, problem } = withKnownColumns(text, names, target);
  if (problem !== undefined) return { kind: 'refused', name, reasons: [problem] };
  const outcome = await ask('predictBatch', { body: new Blob([sent]), type: 'text/csv' });
  switch (outcome.kind) {
    case 'unreachable':
      return { kind: 'refused', name, reasons: ['The service does not answer.'] };
    case 'problem': {
      const { title, detail, errors = [] } = outcome.problem;
      const columns = errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`);
      return {
        kind: 'refused',
        name,
        reasons: columns.length > 0 ? columns : [detail ?? `${title}.`],
      };
    }
    case 'answer': {
      const answer = outcome.value;
      const table = resultTable(text, answer, names);
      return { kind: 'done', name, answer, table, leftAside, encoding };
    }
  }
}

/** A file dropped anywhere on the page is a batch; otherwise the browser would open it in place of the page. */
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

function summary(done: Extract<State, { kind: 'done' }>): string {
  const { name, answer, leftAside, encoding } = done;
  const { succeeded, failed, latency_ms: ms } = answer;
  const rows = succeeded + failed;
  const refused = failed === 0 ? 'none refused' : `${failed} refused`;
  return `${name}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${refused}, ${ms.toFixed(1)} ms in the service.${encoding === 'UTF-8' ? '' : ` Read as ${encoding}.`}${asideText(leftAside)}`;
}

/** The model does not know them; the results keep them. */
function asideText(names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return ` Not sent: ${shown}${names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''}.`;
}

function resultName(name: string): string {
  return `${name.replace(/\.csv$/i, '')}-predictions.csv`;
}
