import type { RowAnswer } from '@lambda-forest/api';
import { useEffect, useRef, useState } from 'preact/hooks';

import { ask } from '../api/client.ts';
import type { Outcome } from '../api/client.ts';
import { latestOnly } from './latest-only.ts';

/** The last request that was answered. */
export interface Exchange {
  /** Undefined before the first answer. */
  readonly outcome: Outcome<RowAnswer> | undefined;
  /** The last prediction, which stays while the form has errors. */
  readonly prediction: RowAnswer | undefined;
  /** Milliseconds from sending to the answer, measured in the page. */
  readonly roundTripMs: number;
}

/** Asks for a prediction whenever the body changes, one request at a time. */
export function usePrediction(body: string): Exchange {
  const [exchange, setExchange] = useState<Exchange>({
    outcome: undefined,
    prediction: undefined,
    roundTripMs: 0,
  });
  const predict = useRef(
    latestOnly(async (text: string) => {
      const started = performance.now();
      const outcome = await ask('predict', { body: text, type: 'application/json' });
      const roundTripMs = performance.now() - started;
      setExchange(({ prediction }) => ({
        outcome,
        prediction: outcome.kind === 'answer' ? outcome.value : prediction,
        roundTripMs,
      }));
    }),
  );
  useEffect(() => {
    predict.current(body);
  }, [body]);
  return exchange;
}
