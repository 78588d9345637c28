import { isParquet, isSplittable, openParquet, SAMPLE_BYTES } from '@lambda-forest/table';
import type { RowGroup, TextChoice } from '@lambda-forest/table';

import { TooManyPiecesError } from '../errors.ts';
import { inTurns } from '../in-turns.ts';
import { collect } from '../score/collect.ts';
import { storedSource } from '../score/stored-source.ts';
import type { InputObject, InputStore } from '../store.ts';
import { pieceId } from './piece.ts';
import type { Piece, PieceRange } from './piece.ts';

/** The check of so many takes three quarters of the memory, and a third of the time, of the function that makes it. */
const MOST_PIECES = 300_000;
/** A function scores that in half of its time; larger ones only if they are asked for. */
const LARGEST_PIECE_BYTES = 2 ** 31;

export interface PlanOptions {
  /**
   * The most bytes of a piece, but for those of files that are not cut and of large groups of rows; at least 1. Pieces are
   * larger if there were too many otherwise.
   */
  readonly pieceBytes: number;
  /** How texts are read. */
  readonly choice: TextChoice;
}

/**
 * Cuts files into pieces. Texts are cut into equal ones of half to all of `pieceBytes`, Parquet between its groups of
 * rows, and every file has one at least; of a file no more is read than its first 256 KiB, and what Parquet says at its end.
 *
 * @throws {TooManyPiecesError} for too many files, groups of rows, or bytes
 */
export async function planPieces(
  input: InputStore,
  { pieceBytes, choice }: PlanOptions,
): Promise<readonly Piece[]> {
  const objects: InputObject[] = [];
  let bytes = 0;
  for await (const object of input.list()) {
    objects.push(object);
    bytes += object.size;
    requireFew(objects.length); // each has a piece at least, and a list without end would fill the memory
  }
  const most = Math.max(pieceBytes, neededBytes(bytes, objects.length));
  const ranges = await inTurns(objects, (object) => rangesOf(input, object, most, choice));
  requireFew(ranges.reduce((sum, { length }) => sum + length, 0));
  const all = objects.flatMap((object, i) => ranges[i]!.map((range) => ({ ...object, ...range })));
  return all.map((piece, i) => ({ id: pieceId(i), ...piece }));
}

function requireFew(pieces: number): void {
  if (pieces > MOST_PIECES) throw new TooManyPiecesError(pieces, MOST_PIECES);
}

/** Of texts, for `MOST_PIECES` to suffice: each file has one piece that may be smaller. */
function neededBytes(bytes: number, files: number): number {
  return Math.min(Math.ceil(bytes / Math.max(1, MOST_PIECES - files)), LARGEST_PIECE_BYTES);
}

async function rangesOf(
  input: InputStore,
  object: InputObject,
  pieceBytes: number,
  choice: TextChoice,
): Promise<readonly PieceRange[]> {
  const { size } = object;
  if (size <= pieceBytes) return [{ kind: 'whole' }];
  const head = await collect(input.read(object, 0, Math.min(size, SAMPLE_BYTES)));
  if (isParquet(head)) {
    const { groups } = await openParquet(object.key, storedSource(input, object));
    return rangesOfGroups(groups, pieceBytes);
  }
  return isSplittable(head, size, choice) ? rangesOfBytes(size, pieceBytes) : [{ kind: 'whole' }];
}

function rangesOfBytes(size: number, pieceBytes: number): PieceRange[] {
  const count = Math.ceil(size / pieceBytes);
  const step = Math.ceil(size / count);
  const ranges: PieceRange[] = [];
  for (let start = 0; start < size; start += step) {
    ranges.push({ kind: 'bytes', start, end: Math.min(size, start + step) });
  }
  return ranges;
}

function rangesOfGroups(groups: readonly RowGroup[], pieceBytes: number): PieceRange[] {
  if (groups.length === 0) return [{ kind: 'whole' }];
  const ranges: PieceRange[] = [];
  let from = 0;
  let bytes = 0;
  for (const { index, byteCount } of groups) {
    if (bytes > 0 && bytes + byteCount > pieceBytes) {
      ranges.push({ kind: 'groups', from, to: index });
      from = index;
      bytes = 0;
    }
    bytes += byteCount;
  }
  return [...ranges, { kind: 'groups', from, to: groups.length }];
}
