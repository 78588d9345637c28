import type { JSX } from 'preact';

import type { TextField } from './fields.ts';
import type { InputProps } from './input-props.ts';

/** A text of any words, or a name with those that training saw to choose from. */
export function TextInput(props: InputProps<TextField>): JSX.Element {
  const { id, field, entry, isInvalid, describedBy, onChange } = props;
  const change = (text: string) => onChange({ ...entry, text });
  const shared = {
    id,
    class: 'select',
    value: entry.text,
    disabled: entry.isMissing,
    'aria-invalid': isInvalid,
    'aria-describedby': describedBy,
  };
  return (
    <>
      <label class="name" for={id}>
        {field.name}
      </label>
      {field.isLong ? (
        <textarea
          {...shared}
          rows={3}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      ) : (
        <>
          <input
            {...shared}
            type="text"
            autocomplete="off"
            list={`${id}-names`}
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
          <datalist id={`${id}-names`}>
            {field.known.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </>
  );
}
