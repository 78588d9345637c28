/** A process that scores pieces. */
import { spellFlags } from '@lambda-forest/cli';
import { scorePiece } from '@lambda-forest/scale';
import type { Piece, Receipt, RunSpec } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import { decodeModel } from '@lambda-forest/serializer';

import { FolderInput } from '../pieces/folder-input.ts';
import { nowAndThen } from '../processes/now-and-then.ts';
import { serveTasks } from '../processes/serve-tasks.ts';
import { FolderOutput } from './folder-output.ts';

export interface ScoreSetup {
  readonly spec: RunSpec;
  /** The model's file. */
  readonly model: Uint8Array;
  /** The folder that the keys of the pieces are below. */
  readonly root: string;
  readonly output: string;
}

serveTasks<ScoreSetup, Piece, Receipt>(({ spec, model, root, output }) => {
  const { schema, forest, thresholds } = decodeModel(model);
  const scoring = {
    schema,
    scorer: createScorer(schema, forest, thresholds),
    options: spec.options,
    input: new FolderInput(root, []),
    output: new FolderOutput(output),
    spell: spellFlags,
    now: () => performance.now(),
  };
  return (piece, report) => scorePiece(piece, { ...scoring, onBytes: nowAndThen(report) });
});
