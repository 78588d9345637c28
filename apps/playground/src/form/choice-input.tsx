import type { JSX } from 'preact';

import type { ChoiceField } from './fields.ts';
import type { InputProps } from './input-props.ts';

/** More levels than this, or longer ones, go into a list that opens. */
const MAX_BUTTONS = 5;
const MAX_LETTERS = 36;

/** One of the levels, or none if the value may be missing. */
export function ChoiceInput(props: InputProps<ChoiceField>): JSX.Element {
  const { levels } = props.field;
  const isShort = levels.length <= MAX_BUTTONS && levels.join('').length <= MAX_LETTERS;
  return isShort ? <Buttons {...props} /> : <List {...props} />;
}

function Buttons(props: InputProps<ChoiceField>): JSX.Element {
  const { id, field, entry, describedBy, onChange } = props;
  return (
    <fieldset class="choice" aria-describedby={describedBy}>
      <legend class="name">{field.name}</legend>
      <div class="segments">
        {field.levels.map((level) => (
          <label key={level} class="segment">
            <input
              type="radio"
              name={id}
              checked={!entry.isMissing && entry.text === level}
              onChange={() => onChange({ text: level, isMissing: false })}
            />
            <span>{level}</span>
          </label>
        ))}
        {field.mayBeMissing && (
          <label class="segment segment-missing">
            <input
              type="radio"
              name={id}
              checked={entry.isMissing}
              onChange={() => onChange({ ...entry, isMissing: true })}
            />
            <span>missing</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

function List(props: InputProps<ChoiceField>): JSX.Element {
  const { id, field, entry, isInvalid, describedBy, onChange } = props;
  return (
    <>
      <label class="name" for={id}>
        {field.name}
      </label>
      <select
        id={id}
        class="select"
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={({ currentTarget: { selectedIndex } }) => {
          const level = field.levels[selectedIndex];
          if (level === undefined) onChange({ ...entry, isMissing: true });
          else onChange({ text: level, isMissing: false });
        }}
      >
        {field.levels.map((level) => (
          <option key={level} selected={!entry.isMissing && entry.text === level}>
            {level}
          </option>
        ))}
        {field.mayBeMissing && <option selected={entry.isMissing}>missing</option>}
      </select>
    </>
  );
}
