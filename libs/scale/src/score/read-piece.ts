import type { Schema } from '@lambda-forest/schema';
import { RowReader } from '@lambda-forest/scoring';
import type { AnswerText } from '@lambda-forest/scoring';
import {
  decompressed,
  isParquet,
  memorySource,
  SAMPLE_BYTES,
  scanParquet,
  TextPart,
  TextScanner,
} from '@lambda-forest/table';

import type { Piece } from '../plan/piece.ts';
import type { InputStore } from '../store.ts';
import { collect } from './collect.ts';
import type { Receipt } from './receipt.ts';
import type { ScoreOptions } from './score-options.ts';
import { storedSource } from './stored-source.ts';

/** A text is read a little beyond its piece at first, and then on in steps of so much. */
const BEYOND_BYTES = 65_536;

/** What reading a piece has shown of it. */
export type Found = Pick<Receipt, 'first' | 'next' | 'lines'>;

export interface Reading {
  readonly piece: Piece;
  readonly schema: Schema;
  readonly options: ScoreOptions;
  readonly input: InputStore;
  /** Given the bytes that were read, as they come. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly answers: AnswerText;
  found: Found;
  /** The line that those of the piece are counted from. */
  firstLine: number;
  /** Hands on the answers that wait. */
  readonly write: () => Promise<void>;
}

/** Reads the rows of a piece and has them answered. */
export function readPiece(reading: Reading): Promise<void> {
  const { piece } = reading;
  return piece.kind === 'bytes'
    ? readPart(reading, piece)
    : readRest(reading, piece.kind === 'groups' ? piece : undefined);
}

/** @param groups of a Parquet file; undefined: all of whatever it is */
async function readRest(
  reading: Reading,
  groups: { readonly from: number; readonly to: number } | undefined,
): Promise<void> {
  const { piece, input, options, write } = reading;
  const reader = rowReader(reading, () => 1);
  const onGroup = async () => {
    await write();
    return true;
  };
  if (groups !== undefined) {
    const source = storedSource(input, piece);
    await scanParquet(piece.key, source, reader.parquet(), onGroup, groups);
  } else {
    const opened = await decompressed(bytesOf(reading, 0, piece.size));
    if (isParquet(opened.start)) {
      const source = opened.isCompressed
        ? memorySource([await collect(opened.chunks)])
        : storedSource(input, piece);
      await scanParquet(piece.key, source, reader.parquet(), onGroup);
    } else {
      const scanner = new TextScanner(piece.key, options.choice, reader);
      for await (const chunk of opened.chunks) {
        scanner.push(chunk);
        await write();
      }
      scanner.end();
    }
  }
  reader.flush();
  await write();
}

async function readPart(reading: Reading, piece: Piece & { readonly kind: 'bytes' }) {
  const { input, options, write } = reading;
  const head = await collect(input.read(piece, 0, Math.min(piece.size, SAMPLE_BYTES)));
  let isOwn = piece.start === 0;
  const reader = rowReader(reading, () => (isOwn ? part.firstLine : undefined));
  const onNames = () => {
    reader.forget();
    isOwn = true;
  };
  const { choice } = options;
  const request = { source: piece.key, head, choice, bounds: piece, onNames };
  const part: TextPart = new TextPart(request, reader);
  reading.firstLine = part.firstLine;
  try {
    for await (const chunk of bytesOf(reading, part.from, piece.end)) {
      if (!part.push(chunk)) break;
      await write();
    }
    part.end();
  } finally {
    reading.found = { first: part.first, next: part.next, lines: part.lines };
  }
  reader.flush();
  await write();
}

/** @param firstLine the line that rows are counted from; undefined while they are none of the piece's */
function rowReader(reading: Reading, firstLine: () => number | undefined): RowReader {
  const { piece, schema, answers, options } = reading;
  const { keep } = options;
  return new RowReader(schema, {
    source: piece.key,
    keep: keep && { columns: keep, reserved: answers.names },
    onBatch(batch) {
      const first = firstLine();
      if (first !== undefined) answers.add(batch, first);
    },
  });
}

/** From a byte on to the end of the file; more than a little beyond `end` only if it is asked for. */
async function* bytesOf(
  { input, piece, onBytes = () => undefined }: Reading,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = start;
  let to = Math.max(start, end);
  while (at < piece.size) {
    to = Math.min(piece.size, to + BEYOND_BYTES);
    for await (const chunk of input.read(piece, at, to)) {
      onBytes(chunk.length);
      yield chunk;
    }
    at = to;
  }
}
