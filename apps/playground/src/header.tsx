import type { ModelDescription } from '@lambda-forest/api';
import type { JSX } from 'preact';

import { addressOf } from './api/client.ts';
import type { Outcome } from './api/client.ts';

const SHORT_HASH_DIGITS = 12;

interface Props {
  readonly model: ModelDescription;
  /** Whether the service answered the last request. */
  readonly outcome: Outcome<unknown> | undefined;
}

/** The name of the model, and whether its service answers. */
export function Header({ model, outcome }: Props): JSX.Element {
  const isThere = outcome?.kind !== 'unreachable';
  return (
    <header class="top">
      <div class="top-inner">
        <svg class="mark" viewBox="0 0 44 32" aria-hidden="true">
          <path class="leaf-a" d="M11 3 3 21h16z" />
          <path class="leaf-b" d="M32 5l-8 17h16z" />
          <path class="leaf-c" d="M22 8l-8 17h16z" />
          <path class="trunk" d="M10 21h2v7h-2zM31 22h2v6h-2zM21 25h2v5h-2z" />
        </svg>
        <div class="title">
          <h1>{model.name}</h1>
          <p class="subtitle">
            version {model.version} <span aria-hidden="true">·</span> {model.schema.task} of{' '}
            <b>{model.schema.target.name}</b> <span aria-hidden="true">·</span>{' '}
            <code title={`SHA-256 of the model file: ${model.sha256}`}>
              {model.sha256.slice(0, SHORT_HASH_DIGITS)}
            </code>
          </p>
        </div>
        <nav class="links" aria-label="Documents">
          <a href={addressOf('openapi')}>OpenAPI</a>
          <a href="#batch">Batch</a>
          <a href="#card">Model card</a>
        </nav>
        <p class={isThere ? 'state' : 'state state-gone'} role="status">
          {isThere ? 'serving' : 'not reachable'}
        </p>
      </div>
    </header>
  );
}
