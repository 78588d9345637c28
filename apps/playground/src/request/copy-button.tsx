import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const CONFIRMATION_MS = 2_000;

interface Props {
  /** What is copied, for screen readers: `Copy the curl command`. */
  readonly label: string;
  readonly text: string;
}

type State = 'ready' | 'copied' | 'refused';

const WORDS: Readonly<Record<State, string>> = {
  ready: 'Copy',
  copied: 'Copied',
  refused: 'Not allowed',
};

export function CopyButton({ label, text }: Props): JSX.Element {
  const [state, setState] = useState<State>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused'); // the browser refused: not a secure origin, or the user declined
    }
  };
  return (
    <>
      <button type="button" class="button" aria-label={label} onClick={() => void copy()}>
        {WORDS[state]}
      </button>
      <span class="heard" role="status">
        {state === 'ready' ? '' : WORDS[state]}
      </span>
    </>
  );
}
