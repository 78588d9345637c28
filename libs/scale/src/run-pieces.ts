import { checkPieces } from './close/check-pieces.ts';
import { closeRun } from './close/manifest.ts';
import type { Manifest } from './close/manifest.ts';
import { PiecesRefusedError } from './errors.ts';
import { partName, receiptKey, RUN_FILES } from './layout.ts';
import type { OpenRun } from './open-run.ts';
import type { Piece } from './plan/piece.ts';
import type { RunSpec } from './run-spec.ts';
import type { Receipt } from './score/receipt.ts';
import type { OutputStore } from './store.ts';

/** Scores a piece, writes its part, and answers what came of it. */
export type ScorePiece = (piece: Piece) => Promise<Receipt>;

export interface RunEvents {
  /** How many pieces are scored at a time. */
  readonly workers: number;
  /** After each piece, those of an earlier attempt included. */
  readonly onPiece: (receipt: Receipt) => void;
}

/**
 * Scores all pieces of a run that have no receipt yet, and again those that turn out to have begun within quotes; then
 * writes the manifest. After an error, or when the process is ended, what is done stays done.
 *
 * @throws {PiecesRefusedError} if a piece cannot be read: no manifest is written then
 * @throws whatever `score` does
 */
export async function runPieces(
  spec: RunSpec,
  { pieces, plan }: OpenRun,
  output: OutputStore,
  score: ScorePiece,
  { workers, onPiece }: RunEvents,
): Promise<Manifest> {
  const receipts = await readReceipts(pieces, output);
  for (const id of await lostParts(spec, receipts, output)) receipts.delete(id);
  for (const receipt of receipts.values()) onPiece(receipt);
  for (;;) {
    const { open, refusals } = checkPieces(pieces, receipts);
    if (refusals.length > 0) throw new PiecesRefusedError(refusals);
    if (open.length === 0) {
      const lost = await lostParts(spec, receipts, output);
      if (lost.length === 0) break;
      for (const id of lost) receipts.delete(id);
      continue;
    }
    await scoreAll(open, workers, async (piece) => {
      const receipt = await score(piece);
      await output.put(receiptKey(piece.id), JSON.stringify(receipt));
      receipts.set(piece.id, receipt);
      onPiece(receipt);
      return !isFinal(piece, receipt);
    });
  }
  const { manifest, parts } = closeRun(spec, plan, pieces, receipts);
  await output.put(RUN_FILES.parts, parts);
  await output.put(RUN_FILES.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Whether a piece was refused wherever its rows start, so that there is no use in going on. */
function isFinal(piece: Piece, { refusal, first }: Receipt): boolean {
  return (
    refusal !== undefined && (piece.kind !== 'bytes' || first === undefined || piece.start === 0)
  );
}

/** @param each answers whether to go on; once one does not, no further piece is begun */
async function scoreAll(
  pieces: readonly Piece[],
  workers: number,
  each: (piece: Piece) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  let goesOn = true;
  const work = async () => {
    while (goesOn && next < pieces.length) {
      try {
        if (!(await each(pieces[next++]!))) goesOn = false;
      } catch (error) {
        goesOn = false;
        throw error;
      }
    }
  };
  const all = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = all.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Ids of the pieces whose part is not there as it was written. */
async function lostParts(
  { options }: RunSpec,
  receipts: ReadonlyMap<string, Receipt>,
  output: OutputStore,
): Promise<readonly string[]> {
  const sizes = new Map<string, number>();
  for await (const { key, size } of output.list()) sizes.set(key, size);
  return [...receipts.values()]
    .filter(({ id, bytes, refusal }) => {
      return refusal === undefined && sizes.get(partName(id, options.answers)) !== bytes;
    })
    .map(({ id }) => id);
}

/** Those of an earlier attempt. What was refused then is tried again. */
async function readReceipts(
  pieces: readonly Piece[],
  output: OutputStore,
): Promise<Map<string, Receipt>> {
  const receipts = new Map<string, Receipt>();
  for (const { id } of pieces) {
    const text = await output.get(receiptKey(id));
    const receipt = text === undefined ? undefined : (JSON.parse(text) as Receipt);
    if (receipt !== undefined && receipt.refusal === undefined) receipts.set(id, receipt);
  }
  return receipts;
}
