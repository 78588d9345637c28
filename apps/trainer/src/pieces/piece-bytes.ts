import type { Piece } from '@lambda-forest/scale';

/** About how many bytes of its file each piece is of, by its id; of Parquet, groups of rows count the same. */
export function pieceBytes(pieces: readonly Piece[]): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const piece of pieces) if (piece.kind === 'groups') groups.set(piece.key, piece.to); // in order
  return new Map(pieces.map((piece) => [piece.id, bytesOf(piece, groups)]));
}

function bytesOf(piece: Piece, groups: ReadonlyMap<string, number>): number {
  if (piece.kind === 'whole') return piece.size;
  if (piece.kind === 'bytes') return piece.end - piece.start;
  return (piece.size * (piece.to - piece.from)) / groups.get(piece.key)!;
}
