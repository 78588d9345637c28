import { checkPieces } from './close/check-pieces.ts';
import type { Outcome } from './close/check-pieces.ts';
import { PiecesRefusedError } from './errors.ts';
import { workThrough } from './in-turns.ts';
import type { Piece } from './plan/piece.ts';
import { isFinal } from './run-pieces.ts';

/** A piece as it was read in the end: `first` says where its first row is, if a guess had to be corrected. */
export interface ReadPiece<Read> {
  readonly piece: Piece;
  readonly read: Read;
  /** Lines of its file above the piece. */
  readonly linesBefore: number;
}

/**
 * Reads pieces, and again those that turn out to have begun within quotes, until every row of every file was read exactly
 * once.
 *
 * @param pieces of a plan, in its order
 * @param workers how many are read at a time
 * @param skippedRows below each header, which a person says are no data
 * @throws {PiecesRefusedError} for files that cannot be read
 * @throws whatever `read` does
 */
export async function readPieces<Read extends Outcome>(
  pieces: readonly Piece[],
  workers: number,
  read: (piece: Piece) => Promise<Read>,
  skippedRows?: number,
): Promise<readonly ReadPiece<Read>[]> {
  const found = new Map<string, readonly [Read]>();
  const asRead = new Map(pieces.map((piece) => [piece.id, piece]));
  for (;;) {
    const { open, refusals } = checkPieces(pieces, found, skippedRows);
    if (refusals.length > 0) throw new PiecesRefusedError(refusals, '');
    if (open.length === 0) break;
    await workThrough(open, workers, async (piece) => {
      const outcome = await read(piece);
      found.set(piece.id, [outcome]);
      asRead.set(piece.id, piece);
      return !isFinal(piece, outcome);
    });
  }
  let key: string | undefined;
  let lines = 0;
  return pieces.map(({ id }) => {
    const piece = asRead.get(id)!;
    const [outcome] = found.get(id)!;
    const linesBefore = piece.key === key ? lines : 0;
    key = piece.key;
    lines = linesBefore + outcome.lines;
    return { piece, read: outcome, linesBefore };
  });
}
