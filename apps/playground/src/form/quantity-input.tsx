import type { JSX } from 'preact';

import { shareOf, shortNumber } from '../format/number.ts';
import { snap } from './fields.ts';
import type { QuantityField } from './fields.ts';
import type { InputProps } from './input-props.ts';

/** Steps that a press of Page Up or Page Down goes. */
const PAGE_STEPS = 10;

/** A slider over the training range, and a text field for any value. */
export function QuantityInput(props: InputProps<QuantityField>): JSX.Element {
  const { id, field, entry, isInvalid, describedBy, onChange } = props;
  const { name, minimum, maximum, usual } = field;
  const number = Number(entry.text);
  const place = entry.text.trim() !== '' && Number.isFinite(number) ? number : field.typical;
  const share = (value: number) => `${shareOf(value, minimum, maximum) * 100}%`;
  const move = (value: number) => onChange({ text: String(snap(value, field)), isMissing: false });

  function onKey(event: KeyboardEvent): void {
    const target = keyTarget(event.key, Math.min(maximum, Math.max(minimum, place)), field);
    if (target === undefined) return;
    event.preventDefault();
    move(target);
  }

  return (
    <>
      <label class="name" for={id}>
        {name}
      </label>
      <input
        id={id}
        class="number"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={entry.isMissing ? '' : entry.text}
        disabled={entry.isMissing}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onInput={({ currentTarget }) => onChange({ ...entry, text: currentTarget.value })}
      />
      <div
        class="track"
        style={{ '--low': share(usual[0]), '--high': share(usual[1]), '--at': share(place) }}
      >
        <input
          type="range"
          class="slider"
          aria-label={`${name}, slider`}
          min={minimum}
          max={maximum}
          step="any"
          value={place}
          disabled={entry.isMissing || field.step === 0}
          aria-valuetext={shortNumber(place)}
          onKeyDown={onKey}
          onInput={({ currentTarget }) => move(currentTarget.valueAsNumber)}
        />
      </div>
      <div class="bounds" aria-hidden="true">
        <span>{shortNumber(minimum)}</span>
        <span>{shortNumber(maximum)}</span>
      </div>
    </>
  );
}

/** The value after a key press: browsers differ for sliders that accept any value. */
function keyTarget(key: string, value: number, field: QuantityField): number | undefined {
  const { step, minimum, maximum } = field;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return value + step;
    case 'ArrowLeft':
    case 'ArrowDown':
      return value - step;
    case 'PageUp':
      return value + step * PAGE_STEPS;
    case 'PageDown':
      return value - step * PAGE_STEPS;
    case 'Home':
      return minimum;
    case 'End':
      return maximum;
    default:
      return undefined;
  }
}
