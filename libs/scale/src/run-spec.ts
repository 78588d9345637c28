import type { ScoreOptions } from './score/score-options.ts';

/** What a run scores and how. A run that is taken up again has to have the same. */
export interface RunSpec {
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly options: ScoreOptions;
  /** Where the files are, as it was given. */
  readonly input: string;
  readonly pieceBytes: number;
}
