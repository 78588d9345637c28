import { isClassPrediction } from '@lambda-forest/api';
import type { JSX } from 'preact';

import { percent, shortNumber } from '../format/number.ts';
import type { Exchange } from './use-prediction.ts';

/**
 * The answer on one line, which stays in view below a long form if there is no room for the panel. Hidden from screen readers:
 * the panel has the same text.
 */
export function AnswerLine({ exchange }: { readonly exchange: Exchange }): JSX.Element | null {
  const { outcome } = exchange;
  if (outcome === undefined) return null;
  if (outcome.kind !== 'answer') {
    return (
      <p class="answer-line answer-line-none" aria-hidden="true">
        no prediction
      </p>
    );
  }
  const answer = outcome.value;
  const isClass = isClassPrediction(answer);
  return (
    <p class="answer-line" aria-hidden="true">
      <b>{isClass ? answer.class_name : shortNumber(answer.prediction)}</b>
      {isClass && <span>{percent(answer.probabilities[answer.prediction]!)}</span>}
    </p>
  );
}
