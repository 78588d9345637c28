import type { JSX } from 'preact';

import type { DateField } from './fields.ts';
import type { InputProps } from './input-props.ts';

/** A date by the browser's own picker, which writes it as ISO 8601: what every column of dates takes. */
export function DateInput(props: InputProps<DateField>): JSX.Element {
  const { id, field, entry, isInvalid, describedBy, onChange } = props;
  return (
    <>
      <label class="name" for={id}>
        {field.name}
      </label>
      <input
        id={id}
        class="select"
        type={field.hasTime ? 'datetime-local' : 'date'}
        value={entry.text}
        disabled={entry.isMissing}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onInput={({ currentTarget }) => onChange({ ...entry, text: currentTarget.value })}
      />
      {field.trainingRange !== '' && <p class="hint">Training saw {field.trainingRange}.</p>}
    </>
  );
}
