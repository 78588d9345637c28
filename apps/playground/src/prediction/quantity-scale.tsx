import type { QuantityPrediction, ModelRegressionSchema } from '@lambda-forest/api';
import type { JSX } from 'preact';

import { percent, shareOf, shortNumber } from '../format/number.ts';

interface Props {
  readonly target: ModelRegressionSchema['target'];
  readonly answer: QuantityPrediction;
}

/** The predicted quantity and its interval on the scale of the training values of the target. */
export function QuantityScale({ target, answer }: Props): JSX.Element {
  const { minimum, maximum } = target;
  const { prediction, interval } = answer;
  const share = (value: number) => `${shareOf(value, minimum, maximum) * 100}%`;
  return (
    <div class="scale">
      <div class="scale-track" aria-hidden="true">
        {interval !== undefined && (
          <span
            class="scale-band"
            style={{ '--low': share(interval.lower), '--high': share(interval.upper) }}
          />
        )}
        <span class="scale-point" style={{ '--at': share(prediction) }} />
      </div>
      <div class="bounds" aria-hidden="true">
        <span>{shortNumber(minimum)}</span>
        <span>{shortNumber(maximum)}</span>
      </div>
      {interval === undefined ? (
        <p class="hint">The model has no interval.</p>
      ) : (
        <p class="interval">
          <b>
            {shortNumber(interval.lower)} to {shortNumber(interval.upper)}
          </b>
          <span class="hint">
            {percent(interval.level)} of the true values are expected in between.
          </span>
        </p>
      )}
    </div>
  );
}
