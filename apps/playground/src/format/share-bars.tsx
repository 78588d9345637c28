import type { JSX } from 'preact';

import { percent } from './number.ts';

interface Props {
  /** The name of the bars for screen readers. */
  readonly label: string;
  readonly bars: readonly {
    readonly name: string;
    readonly share: number;
    /** What is written, if it is not the share. */
    readonly value?: string;
    readonly isChosen?: boolean;
  }[];
}

/** Shares of a whole, each from 0 to 1. */
export function ShareBars({ label, bars }: Props): JSX.Element {
  return (
    <ul class="bars" aria-label={label}>
      {bars.map(({ name, share, value = percent(share), isChosen = false }) => (
        <li key={name} class={isChosen ? 'bar bar-chosen' : 'bar'}>
          <span class="bar-name">{name}</span>
          <span class="bar-value">{value}</span>
          <span class="bar-track" aria-hidden="true">
            <span class="bar-fill" style={{ '--share': share }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
