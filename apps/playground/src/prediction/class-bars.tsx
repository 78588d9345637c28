import type { ClassPrediction } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { percent } from '../format/number.ts';
import { MAX_FIXED, shownClasses } from './class-order.ts';

interface Props {
  readonly classes: readonly string[];
  readonly answer: ClassPrediction;
}

/** A bar for each class's probability. */
export function ClassBars({ classes, answer }: Props): JSX.Element {
  const { probabilities, prediction } = answer;
  const [showsAll, setShowsAll] = useState(false);
  return (
    <>
      <ul class="bars" aria-label="Probabilities of the classes">
        {shownClasses(probabilities, showsAll).map((index) => (
          <li key={index} class={index === prediction ? 'bar bar-chosen' : 'bar'}>
            <span class="bar-name">{classes[index]}</span>
            <span class="bar-value">{percent(probabilities[index]!)}</span>
            <span class="bar-track" aria-hidden="true">
              <span class="bar-fill" style={{ '--share': probabilities[index]! }} />
            </span>
          </li>
        ))}
      </ul>
      {classes.length > MAX_FIXED && (
        <button
          type="button"
          class="button"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? 'The likeliest only' : `All ${classes.length} classes`}
        </button>
      )}
    </>
  );
}
