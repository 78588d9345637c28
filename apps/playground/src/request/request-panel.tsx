import type { RowAnswer } from '@lambda-forest/api';
import { jsonText, printableJson } from '@lambda-forest/text';
import type { JSX } from 'preact';

import { addressOf } from '../api/client.ts';
import type { Outcome } from '../api/client.ts';
import type { Exchange } from '../prediction/use-prediction.ts';
import { CopyButton } from './copy-button.tsx';
import { curlCommand } from './curl.ts';

interface Props {
  /** What the form sends. */
  readonly body: string;
  readonly exchange: Exchange;
}

/** The same prediction for programs: the request, its answer, and a command to try. */
export function RequestPanel({ body, exchange }: Props): JSX.Element {
  const { outcome, roundTripMs } = exchange;
  const curl = curlCommand(addressOf('predict'), body);
  const answer = responseText(outcome);
  return (
    <section class="card request" aria-labelledby="request-title">
      <h2 id="request-title">Request and response</h2>
      <div class="exchange">
        <Code title="Request" aside="POST /predict" text={jsonText(JSON.parse(body)).trimEnd()} />
        <Code
          title="Response"
          aside={
            outcome === undefined || outcome.kind === 'unreachable'
              ? ''
              : `${outcome.status}, ${roundTripMs.toFixed(1)} ms`
          }
          text={answer}
        />
        <Code title="curl" aside="" text={curl} isWide />
      </div>
    </section>
  );
}

interface CodeProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside: string;
  readonly text: string;
  readonly isWide?: boolean;
}

function Code({ title, aside, text: json, isWide = false }: CodeProps): JSX.Element {
  const text = printableJson(json);
  return (
    <div class={isWide ? 'code code-wide' : 'code'}>
      <div class="code-head">
        <h3>{title}</h3>
        <span class="hint">{aside}</span>
        <CopyButton label={`Copy ${title}`} text={text} />
      </div>
      <pre tabIndex={0} role="region" aria-label={title}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

function responseText(outcome: Outcome<RowAnswer> | undefined): string {
  switch (outcome?.kind) {
    case undefined:
      return '';
    case 'answer':
      return jsonText(outcome.value).trimEnd();
    case 'problem':
      return jsonText(outcome.problem).trimEnd();
    case 'unreachable':
      return 'The service does not answer.';
  }
}
