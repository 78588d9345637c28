/** Where a model comes from, as lines of the model card. */
import type { ModelDescription } from '@lambda-forest/api';

import { shortNumber } from '../format/number.ts';
import { numberAt, textAt } from './json-path.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** The facts in the description, in reading order. */
export function readFacts({ schema, sha256, provenance }: ModelDescription): readonly Fact[] {
  /** Of an imported model, rows are 0: unknown. */
  const number = (...path: string[]) => {
    const value = numberAt(provenance, ...path);
    return value === undefined || value === 0 ? undefined : shortNumber(value);
  };
  const engine = textAt(provenance, 'engine', 'version') ?? textAt(provenance, 'engine', 'name');
  const facts: readonly [label: string, value: string | undefined][] = [
    ['Task', schema.task],
    ['Target', schema.target.name],
    ['Data', textAt(provenance, 'data', 'source')],
    ['Rows in the data', number('data', 'rows')],
    ['Trained on', number('split', 'train_rows')],
    ['Test rows', number('split', 'test_rows')],
    ['How they were chosen', splitOf(provenance)],
    ['Trees', number('options', 'n_estimators')],
    ['Engine', engine],
    ['Seed', numberAt(provenance, 'seed')?.toFixed()],
    ['lambda-forest', textAt(provenance, 'lambda_forest')],
    ['Model file, SHA-256', sha256],
    ['Data, SHA-256', textAt(provenance, 'data', 'sha256')],
  ];
  return facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [{ label, value }],
  );
}

/** Undefined if it is at random, as usual. */
function splitOf(provenance: unknown): string | undefined {
  const kind = textAt(provenance, 'split', 'kind');
  const column = textAt(provenance, 'split', 'column') ?? '';
  if (kind === 'time') return `the latest by ${column}`;
  if (kind === 'group') return `whole groups of ${column}`;
  return kind === 'file' ? 'a separate file' : undefined;
}
