import type { Piece } from '@lambda-forest/scale';

import { pieceBytes } from './piece-bytes.ts';

const BYTES_PER_MB = 1_000_000;

/** Given megabytes that are done, and those of all pieces. */
type Show = (done: number, total: number) => void;

/** How far a run is, by the bytes of its files. */
export class PieceProgress {
  readonly #show: Show;
  /** By the piece's id: bytes of it, and those that were read so far. */
  readonly #pieces: Map<string, { readonly bytes: number; read: number }>;
  readonly #total: number;
  #done = 0;

  constructor(pieces: readonly Piece[], show: Show) {
    this.#pieces = new Map([...pieceBytes(pieces)].map(([id, bytes]) => [id, { bytes, read: 0 }]));
    this.#total = [...this.#pieces.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    this.#show = show;
  }

  /** So many more bytes of a piece were read. */
  add(id: string, bytes: number): void {
    const piece = this.#pieces.get(id)!;
    this.#set(piece, Math.min(piece.bytes, piece.read + bytes));
  }

  finish(id: string): void {
    const piece = this.#pieces.get(id)!;
    this.#set(piece, piece.bytes);
  }

  #set(piece: { read: number }, read: number): void {
    this.#done += read - piece.read;
    piece.read = read;
    const [done, total] = [this.#done, this.#total].map((bytes) => Math.ceil(bytes / BYTES_PER_MB));
    this.#show(Math.min(done!, total!), Math.max(1, total!));
  }
}
