import { refuseNoRows } from '@lambda-forest/scoring';

import type { Piece } from '../plan/piece.ts';
import type { Receipt } from '../score/receipt.ts';
import { movedRefusal } from '../score/refusal.ts';
import type { Refusal } from '../score/refusal.ts';

/** What reading a piece has shown. */
export type Outcome = Pick<Receipt, 'first' | 'next' | 'lines' | 'rows' | 'refusal'>;

export interface Check<Found> {
  /** Pieces to be scored, or scored again: those without a receipt, and those that began at another row than theirs. */
  readonly open: readonly Piece[];
  /** What is wrong with pieces that were cut right and could not be read; or with all files, if none has a row. */
  readonly refusals: readonly Refusal[];
  /** What counts of each piece, by its id. */
  readonly chosen: ReadonlyMap<string, Found>;
}

/**
 * Whether every row of every file was scored exactly once: each piece of a text has to begin where the one before it
 * has ended, the first at 0. The first piece for which that does not hold began within
 * quotes; it is open again, with the place where its first row starts. So each further round proves one piece more of
 * each file at least, mostly all.
 *
 * @param pieces of the plan, in its order
 * @param receipts by the piece's id; of a piece that was scored again several, of which the one counts that began right
 * @param skippedRows below each header, which a person says are no data
 */
export function checkPieces<Found extends Outcome>(
  pieces: readonly Piece[],
  receipts: ReadonlyMap<string, readonly Found[]>,
  skippedRows?: number,
): Check<Found> {
  const chosen = new Map<string, Found>();
  const open: Piece[] = [];
  const refusals: Refusal[] = [];
  /** Where the next piece of the file has to begin. Undefined where the one before does not show it. */
  let expected: number | undefined;
  /** Whether that is sure, and not what a piece says that may itself have begun at a wrong row. */
  let isProven = true;
  /** Lines of the file above the piece's first, if that is proven. */
  let linesBefore = 0;
  for (const piece of pieces) {
    const isFirst = piece.kind !== 'bytes' || piece.start === 0;
    if (isFirst) {
      isProven = true;
      linesBefore = 0;
    }
    const begin = isFirst ? 0 : expected;
    const receipt = choose(receipts.get(piece.id) ?? [], begin);
    if (receipt !== undefined) chosen.set(piece.id, receipt);
    const { first, next, refusal } = receipt ?? {};
    // Without a first row the piece was refused before its cut could matter.
    const isWrong =
      piece.kind === 'bytes' && first !== undefined && begin !== undefined && first !== begin;
    if (receipt === undefined) open.push(piece);
    else if (isWrong) open.push({ ...piece, first: begin });
    else if (refusal !== undefined && (isProven || first === undefined)) {
      refusals.push(movedRefusal(piece.key, refusal, first === undefined ? 0 : linesBefore));
    }
    linesBefore += receipt?.lines ?? 0;
    expected = refusal === undefined ? next : undefined;
    isProven &&= receipt !== undefined && refusal === undefined && !isWrong;
  }
  const isOver = open.length === 0 && refusals.length === 0;
  if (isOver && pieces.every(({ id }) => chosen.get(id)!.rows === 0)) {
    const files = new Set(pieces.map(({ key }) => key));
    return { open, refusals: [...files].map((file) => refuseNoRows(file, skippedRows)), chosen };
  }
  return { open, refusals, chosen };
}

function choose<Found extends Outcome>(
  receipts: readonly Found[],
  begin: number | undefined,
): Found | undefined {
  return receipts.find(({ first }) => first === begin) ?? receipts[0];
}
