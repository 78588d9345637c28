import type { JSX } from 'preact';

import { percent } from '../format/number.ts';

interface Props {
  /** The name of the bars for screen readers. */
  readonly label: string;
  readonly bars: readonly { readonly name: string; readonly share: number }[];
}

/** Shares of a whole, each from 0 to 1. */
export function ShareBars({ label, bars }: Props): JSX.Element {
  return (
    <ul class="bars" aria-label={label}>
      {bars.map(({ name, share }) => (
        <li key={name} class="bar">
          <span class="bar-name">{name}</span>
          <span class="bar-value">{percent(share)}</span>
          <span class="bar-track" aria-hidden="true">
            <span class="bar-fill" style={{ '--share': share }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
