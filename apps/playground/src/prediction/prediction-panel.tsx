import { isClassPrediction } from '@lambda-forest/api';
import type { ModelSchema, RowAnswer } from '@lambda-forest/api';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { percent, shortNumber } from '../format/number.ts';
import { ClassBars } from './class-bars.tsx';
import { QuantityScale } from './quantity-scale.tsx';
import { spokenAnswer } from './spoken-answer.ts';
import type { Exchange } from './use-prediction.ts';

/** A change is read out after this pause, not at every step of a slider. */
const REST_BEFORE_SPEAKING_MS = 700;

interface Props {
  readonly schema: ModelSchema;
  readonly exchange: Exchange;
  /** Errors that belong to no field. */
  readonly otherErrors: readonly string[];
}

/** The answer for the current form. */
export function PredictionPanel({ schema, exchange, otherErrors }: Props): JSX.Element {
  const { outcome, prediction } = exchange;
  const isRefused = outcome !== undefined && outcome.kind !== 'answer';
  return (
    <section
      class="card answer"
      id="prediction"
      tabIndex={-1}
      aria-labelledby="prediction-title"
      data-state={outcome?.kind ?? 'waiting'}
    >
      <h2 id="prediction-title">Prediction</h2>
      {isRefused && (
        <div class="refusal" role="alert">
          {otherErrors.length === 0 ? (
            <p>No prediction: the fields marked in red do not fit the model.</p>
          ) : (
            otherErrors.map((each) => <p key={each}>{each}</p>)
          )}
        </div>
      )}
      {prediction !== undefined && (
        <div class={isRefused ? 'result result-old' : 'result'}>
          {isRefused && <p class="hint">Before that:</p>}
          <Result schema={schema} answer={prediction} />
        </div>
      )}
      <Warnings answer={isRefused ? undefined : prediction} />
      <Spoken target={schema.target.name} answer={isRefused ? undefined : prediction} />
    </section>
  );
}

function Result({ schema, answer }: { schema: ModelSchema; answer: RowAnswer }): JSX.Element {
  if (isClassPrediction(answer) && schema.task === 'classification') {
    return (
      <>
        <p class="headline">
          <span class="headline-label">{schema.target.name}</span>
          <span class="headline-value">{answer.class_name}</span>
          <span class="headline-share">{percent(answer.probabilities[answer.prediction]!)}</span>
        </p>
        <ClassBars classes={schema.target.classes} answer={answer} />
      </>
    );
  }
  return (
    <>
      <p class="headline">
        <span class="headline-label">{schema.target.name}</span>
        <span class="headline-value">{shortNumber(answer.prediction)}</span>
      </p>
      {schema.task === 'regression' && !isClassPrediction(answer) && (
        <QuantityScale target={schema.target} answer={answer} />
      )}
    </>
  );
}

function Warnings({ answer }: { answer: RowAnswer | undefined }): JSX.Element | null {
  if (answer === undefined || answer.warnings.length === 0) return null;
  return (
    <div class="caution">
      <p>The forest has seen nothing like this. It answers all the same:</p>
      <ul>
        {answer.warnings.map(({ feature, message }) => (
          <li key={feature}>
            <b>{feature}</b> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For screen readers only. */
function Spoken({
  target,
  answer,
}: {
  target: string;
  answer: RowAnswer | undefined;
}): JSX.Element {
  const [text, setText] = useState('');
  useEffect(() => {
    if (answer === undefined) return undefined;
    const timer = setTimeout(() => setText(spokenAnswer(target, answer)), REST_BEFORE_SPEAKING_MS);
    return () => clearTimeout(timer);
  }, [answer, target]);
  return (
    <p class="heard" role="status">
      {text}
    </p>
  );
}
