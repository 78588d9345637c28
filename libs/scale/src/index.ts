export type { Manifest } from './close/manifest.ts';
export {
  InputChangedError,
  NothingToScoreError,
  OutputTakenError,
  PiecesRefusedError,
} from './errors.ts';
export { openRun } from './open-run.ts';
export type { OpenRun } from './open-run.ts';
export { planPieces } from './plan/plan-pieces.ts';
export type { Piece } from './plan/piece.ts';
export { runPieces } from './run-pieces.ts';
export type { RunSpec } from './run-spec.ts';
export { RUN_FILES, RUN_FOLDERS } from './layout.ts';
export type { Receipt } from './score/receipt.ts';
export { scorePiece } from './score/score-piece.ts';
export type { ScoreOptions } from './score/score-options.ts';
export type { Scoring } from './score/score-piece.ts';
export type { InputObject, InputStore, OutputFile, OutputStore } from './store.ts';
