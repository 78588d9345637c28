import { useEffect, useRef, useState } from 'preact/hooks';

import { post } from '../api/client.ts';
import type { Outcome } from '../api/client.ts';
import type { Prediction } from '../api/types.ts';
import { latestOnly } from './latest-only.ts';

/** The last request that was answered. */
export interface Exchange {
  /** Undefined before the first answer. */
  readonly outcome: Outcome<Prediction> | undefined;
  /** The last prediction, which stays while the form has errors. */
  readonly prediction: Prediction | undefined;
  /** Milliseconds from sending to the answer, as the page saw it. */
  readonly roundTripMs: number;
}

/** Asks for a prediction whenever the body changes, one request at a time. */
export function usePrediction(body: string): Exchange {
  const [exchange, setExchange] = useState<Exchange>({
    outcome: undefined,
    prediction: undefined,
    roundTripMs: 0,
  });
  const ask = useRef(
    latestOnly(async (text: string) => {
      const started = performance.now();
      const outcome = await post<Prediction>('predict', text, 'application/json');
      const roundTripMs = performance.now() - started;
      setExchange(({ prediction }) => ({
        outcome,
        prediction: outcome.kind === 'answer' ? outcome.value : prediction,
        roundTripMs,
      }));
    }),
  );
  useEffect(() => {
    ask.current(body);
  }, [body]);
  return exchange;
}
