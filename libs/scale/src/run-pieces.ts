import { option, quote } from '@lambda-forest/text';

import { settleRun } from './close/settle-run.ts';
import type { Manifest } from './close/manifest.ts';
import { OutputTakenError } from './errors.ts';
import { workThrough } from './in-turns.ts';
import { receiptKey } from './layout.ts';
import type { OpenRun } from './open-run.ts';
import { encodePlan } from './plan/piece.ts';
import type { Piece } from './plan/piece.ts';
import type { RunSpec } from './run-spec.ts';
import type { Outcome } from './close/check-pieces.ts';
import type { Receipt } from './score/receipt.ts';
import type { OutputStore } from './store.ts';

/** Scores a piece, writes its part, and answers what came of it. */
export type ScorePiece = (piece: Piece) => Promise<Receipt>;

export interface RunEvents {
  /** How many pieces are scored at a time. */
  readonly workers: number;
  /** Given the id of each piece that is scored, those of an earlier attempt included. */
  readonly onPiece: (id: string) => void;
}

/**
 * Scores all pieces of a run that have no receipt yet, and again those that turn out to have begun within quotes; then
 * writes the manifest. After an error, or when the process is ended, what is done stays done.
 *
 * @throws {PiecesRefusedError} if a piece cannot be read: no manifest is written then
 * @throws {InputChangedError} if a file is not the planned one any more when all are scored: likewise
 * @throws {OutputTakenError} if parts that were written are not found
 * @throws whatever `score` does
 */
export async function runPieces(
  spec: RunSpec,
  run: OpenRun,
  output: OutputStore,
  score: ScorePiece,
  { workers, onPiece }: RunEvents,
): Promise<Manifest> {
  for (let before: string | undefined; ;) {
    const settled = await settleRun(spec, run, output, before === undefined);
    if (settled.manifest !== undefined) return settled.manifest;
    const round = encodePlan(settled.open.map((piece) => ({ ...piece, replaces: undefined })));
    if (round === before) throw partsChanged(output.name);
    before = round;
    const open = new Set(settled.open.map(({ id }) => id));
    for (const { id } of run.pieces) if (!open.has(id)) onPiece(id);
    await workThrough(settled.open, workers, async (piece) => {
      const receipt = await scoreAndRecord(piece, score, output);
      onPiece(piece.id);
      return !isFinal(piece, receipt);
    });
  }
}

/** Each round proves one more piece, unless what was written is not what is found. */
function partsChanged(output: string): OutputTakenError {
  const found = `parts in ${quote(output)} missing or of another size than they were written with`;
  const remedy = `See what else writes there, and take up the run again with ${option('resume')}.`;
  return new OutputTakenError(found, remedy, 'them as they were written');
}

/** Scores a piece and then writes its receipt, by which it counts. */
export async function scoreAndRecord(
  piece: Piece,
  score: ScorePiece,
  output: Pick<OutputStore, 'put'>,
): Promise<Receipt> {
  const receipt = await score(piece);
  await output.put(receiptKey(receipt.name), JSON.stringify(receipt));
  return receipt;
}

/** Whether a piece was refused wherever its rows start, so that there is no use in going on. */
export function isFinal(piece: Piece, { refusal, first }: Outcome): boolean {
  return (
    refusal !== undefined && (piece.kind !== 'bytes' || first === undefined || piece.start === 0)
  );
}
