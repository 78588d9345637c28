import { ForestBuilder } from '@lambda-forest/forest';
import type { Feature, RegressionSchema } from '@lambda-forest/schema';
import { AnswerText, createScorer, RowReader } from '@lambda-forest/scoring';
import { TextScanner } from '@lambda-forest/table';

import { scorePiece } from '../src/index.ts';
import type { InputStore, OutputStore, RunSpec, ScoreOptions } from '../src/index.ts';

const schema: RegressionSchema = {
  task: 'regression',
  rowCount: 10,
  target: { name: 'y', minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.2 },
  features: [
    {
      kind: 'numeric',
      name: 'x',
      minimum: 0,
      maximum: 1,
      mean: 0.5,
      standardDeviation: 0.25,
      missing: 1,
    },
  ],
};
const builder = new ForestBuilder(1, 1);
builder.addSplit({ feature: 0, threshold: 0.5, missingLeft: true });
builder.addLeaf([1]);
builder.addLeaf([2]);
/** Answers 1 for an `x` of up to 0.5 and for a missing one, else 2. */
const scorer = createScorer(schema, builder.build());
const spell = (reason: string) => reason;

export function specOf(options: ScoreOptions, pieceBytes: number): RunSpec {
  const model = { name: 'steps', version: '1.0.0', sha256: 'ab' };
  return { model, options, input: 'in', pieceBytes };
}

function scoringOf(spec: RunSpec, input: InputStore, output: OutputStore) {
  let now = 0;
  return { schema, scorer, options: spec.options, input, output, spell, now: () => now++ };
}

/** Scores the pieces of a run in this process. */
export function scoreBy(
  spec: RunSpec,
  input: InputStore,
  output: OutputStore,
  features: readonly Feature[] = schema.features,
) {
  const scoring = { ...scoringOf(spec, input, output), schema: { ...schema, features } };
  return (piece: Parameters<typeof scorePiece>[0]) => scorePiece(piece, scoring);
}

/** The answers to a text that is read as a whole, as the command `predict` does. */
export function predictWhole(text: Uint8Array, options: ScoreOptions): string {
  const answers = new AnswerText(schema, scorer, options.answers, spell);
  const { keep } = options;
  const reader = new RowReader(schema, {
    source: 'whole',
    keep: keep && { columns: keep, reserved: answers.names },
    onBatch: (batch) => answers.add(batch),
  });
  const scanner = new TextScanner('whole', options.choice, reader);
  scanner.push(text);
  scanner.end();
  reader.flush();
  return answers.take();
}
