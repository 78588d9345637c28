import type { ClassPrediction } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { ShareBars } from '../format/share-bars.tsx';
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
      <ShareBars
        label="Probabilities of the classes"
        bars={shownClasses(probabilities, showsAll).map((index) => ({
          name: classes[index]!,
          share: probabilities[index]!,
          isChosen: index === prediction,
        }))}
      />
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
