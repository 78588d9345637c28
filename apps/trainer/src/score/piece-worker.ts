/** A process that scores pieces, one after the other, as it is told; it ends when whoever started it does. */
import { spellFlags } from '@lambda-forest/cli';
import { scorePiece } from '@lambda-forest/scale';
import type { Scoring } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import { decodeModel } from '@lambda-forest/serializer';

import { FolderInput } from './folder-input.ts';
import { FolderOutput } from './folder-output.ts';
import { describeFailure } from './messages.ts';
import type { FromWorker, Setup, ToWorker } from './messages.ts';

const REPORT_MS = 200;

let scoring: Scoring | undefined;

// A key press reaches this process too: the one that started it decides.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (message: ToWorker) => {
  if ('setup' in message) scoring = scoringOf(message.setup);
  else {
    scorePiece(message.piece, scoring!).then(
      (receipt) => say({ receipt }),
      (error: unknown) => say({ failure: describeFailure(error) }),
    );
  }
});

function scoringOf({ spec, model, root, output }: Setup): Scoring {
  const { schema, forest, thresholds } = decodeModel(model);
  return {
    schema,
    scorer: createScorer(schema, forest, thresholds),
    options: spec.options,
    input: new FolderInput(root, []),
    output: new FolderOutput(output),
    spell: spellFlags,
    now: () => performance.now(),
    onBytes: reporter(),
  };
}

/** Says now and then how many bytes were read since. */
function reporter(): (bytes: number) => void {
  let last = performance.now();
  let read = 0;
  return (bytes) => {
    read += bytes;
    if (performance.now() - last < REPORT_MS) return;
    say({ bytes: read });
    last = performance.now();
    read = 0;
  };
}

function say(message: FromWorker): void {
  process.send?.(message);
}
