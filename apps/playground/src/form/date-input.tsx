import type { JSX } from 'preact';

import type { DateField } from './fields.ts';
import type { InputProps } from './input-props.ts';

/** A date from the browser's own picker, as ISO 8601, which every column of dates accepts. */
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
