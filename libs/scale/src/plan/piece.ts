import type { InputObject } from '../store.ts';

/** What a child works on: a file, or a part of it. A line of the plan. */
export type Piece = InputObject &
  PieceRange & {
    readonly id: string;
    /** The ETag of the part that is to be replaced. Default: none is, and one that is there stays. */
    readonly replaces?: string | undefined;
  };

export type PieceRange =
  /** All of it: small, packed, or not to be read in parts. */
  | { readonly kind: 'whole' }
  /** The rows of a text between two borders: see `PartBounds`. */
  | {
      readonly kind: 'bytes';
      readonly start: number;
      readonly end: number;
      /** Where its first row starts, once the piece before has shown it. */
      readonly first?: number | undefined;
    }
  /** Groups of rows of a Parquet file; `to` is exclusive. */
  | { readonly kind: 'groups'; readonly from: number; readonly to: number };

const ID_DIGITS = 8;

/** @param index of the piece in the plan, from 0 */
export function pieceId(index: number): string {
  return String(index).padStart(ID_DIGITS, '0');
}

/** One piece a line. */
export function encodePlan(pieces: readonly Piece[]): string {
  return pieces.map((piece) => `${JSON.stringify(piece)}\n`).join('');
}

/** @param text as `encodePlan` wrote it */
export function decodePlan(text: string): Piece[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Piece);
}
