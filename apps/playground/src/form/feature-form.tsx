import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { FieldNotes } from '../prediction/field-notes.ts';
import { ChoiceInput } from './choice-input.tsx';
import { DateInput } from './date-input.tsx';
import { randomEntry, typicalEntry } from './entries.ts';
import type { Entry } from './entries.ts';
import type { Field } from './fields.ts';
import { QuantityInput } from './quantity-input.tsx';
import { TextInput } from './text-input.tsx';

/** Forms of more fields can be searched. */
const MAX_WITHOUT_FILTER = 20;

interface Props {
  readonly fields: readonly Field[];
  /** In the order of the fields. */
  readonly entries: readonly Entry[];
  readonly notes: FieldNotes;
  readonly onChange: (entries: readonly Entry[]) => void;
}

/** One field for each value of a request. */
export function FeatureForm({ fields, entries, notes, onChange }: Props): JSX.Element {
  const [wanted, setWanted] = useState('');
  const isLong = fields.length > MAX_WITHOUT_FILTER;
  const isShown = ({ name }: Field) => name.toLowerCase().includes(wanted.trim().toLowerCase());
  const change = (index: number) => (entry: Entry) => onChange(entries.with(index, entry));
  return (
    <section class="card" aria-labelledby="features-title">
      <div class="card-head">
        <h2 id="features-title">Features</h2>
        <div class="buttons">
          <button
            type="button"
            class="button"
            onClick={() => onChange(fields.map((field) => randomEntry(field, Math.random())))}
          >
            Random
          </button>
          <button type="button" class="button" onClick={() => onChange(fields.map(typicalEntry))}>
            Typical
          </button>
        </div>
      </div>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        {isLong && (
          <label class="filter">
            <span class="name">Find a feature</span>
            <input
              type="search"
              class="select"
              value={wanted}
              onInput={({ currentTarget }) => setWanted(currentTarget.value)}
            />
            <span class="hint" role="status">
              {fields.filter(isShown).length} of {fields.length} shown
            </span>
          </label>
        )}
        {fields.map(
          (field, index) =>
            isShown(field) && (
              <FieldInput
                key={field.name}
                id={`field-${index}`}
                field={field}
                entry={entries[index]!}
                errors={notes.errors.get(field.name) ?? []}
                warnings={notes.warnings.get(field.name) ?? []}
                onChange={change(index)}
              />
            ),
        )}
      </form>
    </section>
  );
}

interface FieldProps {
  readonly id: string;
  readonly field: Field;
  readonly entry: Entry;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly onChange: (entry: Entry) => void;
}

function FieldInput({ id, field, entry, errors, warnings, onChange }: FieldProps): JSX.Element {
  const notesId = `${id}-notes`;
  const shared = {
    id,
    entry,
    onChange,
    isInvalid: errors.length > 0,
    describedBy: errors.length + warnings.length > 0 ? notesId : undefined,
  };
  return (
    <div class={errors.length > 0 ? 'field field-invalid' : 'field'} data-field={field.name}>
      {field.kind === 'quantity' && <QuantityInput {...shared} field={field} />}
      {field.kind === 'choice' && <ChoiceInput {...shared} field={field} />}
      {field.kind === 'date' && <DateInput {...shared} field={field} />}
      {field.kind === 'text' && <TextInput {...shared} field={field} />}
      {field.mayBeMissing && field.kind !== 'choice' && (
        <label class="missing">
          <input
            type="checkbox"
            checked={entry.isMissing}
            aria-label={`${field.name} is missing`}
            onChange={({ currentTarget }) =>
              onChange({ ...entry, isMissing: currentTarget.checked })
            }
          />
          missing
        </label>
      )}
      <ul class="notes" id={notesId} hidden={errors.length + warnings.length === 0}>
        {errors.map((each) => (
          <li key={each} class="note-error">
            {each}
          </li>
        ))}
        {warnings.map((each) => (
          <li key={each} class="note-warning">
            {each}
          </li>
        ))}
      </ul>
    </div>
  );
}
