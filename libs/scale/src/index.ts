export { sumOf } from './cost/usage.ts';
export type { Cost, Usage } from './cost/usage.ts';
export type { Manifest } from './close/manifest.ts';
export { InputChangedError, NothingToScoreError, OutputTakenError } from './errors.ts';
export { openRun } from './open-run.ts';
export type { OpenRun } from './open-run.ts';
export { planPieces } from './plan/plan-pieces.ts';
export type { Piece } from './plan/piece.ts';
export { readPieces } from './read-pieces.ts';
export type { ReadPiece } from './read-pieces.ts';
export { readPiece } from './score/read-piece.ts';
export type { Reading } from './score/read-piece.ts';
export { refusalOf } from './score/refusal.ts';
export { runPieces, scoreAndRecord } from './run-pieces.ts';
export { settleRun } from './close/settle-run.ts';
export type { RunSpec } from './run-spec.ts';
export type {
  RoundProgress,
  ScoringStage,
  StageEstimate,
  StageRun,
  StageRuns,
  StageWork,
} from './scoring-stage.ts';
export { RUN_FILES, RUN_FOLDERS } from './layout.ts';
export type { Receipt } from './score/receipt.ts';
export { scorePiece } from './score/score-piece.ts';
export type { ScoreOptions } from './score/score-options.ts';
export type { Scoring } from './score/score-piece.ts';
export type { InputObject, InputStore, OutputFile, OutputStore } from './store.ts';
