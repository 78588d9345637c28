/** The page: asks for the model once, then shows what it is and lets people use it. */
import type { ModelDescription } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { ask } from './api/client.ts';
import type { Outcome } from './api/client.ts';
import { Playground } from './playground.tsx';

export function App(): JSX.Element {
  const [outcome, setOutcome] = useState<Outcome<ModelDescription>>();
  const load = () => {
    setOutcome(undefined);
    void ask('model').then(setOutcome);
  };
  useEffect(load, []);

  if (outcome?.kind === 'answer') return <Playground model={outcome.value} />;
  return (
    <main class="start">
      <p role="status">{outcome === undefined ? 'Loading the model…' : reasonOf(outcome)}</p>
      {outcome !== undefined && (
        <button type="button" class="button" onClick={load}>
          Try again
        </button>
      )}
    </main>
  );
}

function reasonOf(outcome: Exclude<Outcome<unknown>, { kind: 'answer' }>): string {
  if (outcome.kind === 'unreachable') return 'The service does not answer. Is it still running?';
  const { title, detail } = outcome.problem;
  return detail === undefined ? `${title}.` : `${title}. ${detail}`;
}
