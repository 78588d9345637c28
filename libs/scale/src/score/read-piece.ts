import {
  decompressed,
  isParquet,
  memorySource,
  SAMPLE_BYTES,
  scanParquet,
  TextPart,
  TextScanner,
} from '@lambda-forest/table';
import type { TableSinks, TextChoice } from '@lambda-forest/table';

import type { Piece } from '../plan/piece.ts';
import type { InputStore } from '../store.ts';
import { collect } from './collect.ts';
import type { Receipt } from './receipt.ts';
import { storedSource } from './stored-source.ts';

/** A text is read a little beyond its piece at first, and then on in steps of so much. */
const BEYOND_BYTES = 65_536;

/** What reading a piece has shown of it. */
export type Found = Pick<Receipt, 'first' | 'next' | 'lines'>;

export interface Reading {
  readonly piece: Piece;
  /** How texts are read. */
  readonly choice: TextChoice;
  readonly input: InputStore;
  /** Given the bytes that were read, as they come. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** What takes the rows. */
  readonly sinks: TableSinks;
  /** Called when what stands above the piece was read for its names: rows that came until then are not the piece's. */
  readonly onNames: () => void;
  /** Called now and then, with rows that were taken; what it does is waited for. */
  readonly onRows: () => Promise<void>;
  found: Found;
  /** The line that those of the piece are counted from. */
  firstLine: number;
}

/** Reads the rows of a piece. */
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
  const { piece, input, choice, sinks, onRows } = reading;
  const onGroup = async () => {
    await onRows();
    return true;
  };
  if (groups !== undefined) {
    const source = storedSource(input, piece);
    await scanParquet(piece.key, source, sinks.parquet(), onGroup, groups);
  } else {
    const opened = await decompressed(bytesOf(reading, 0, piece.size));
    if (isParquet(opened.start)) {
      const source = opened.isCompressed
        ? memorySource([await collect(opened.chunks)])
        : storedSource(input, piece);
      await scanParquet(piece.key, source, sinks.parquet(), onGroup);
    } else {
      const scanner = new TextScanner(piece.key, choice, sinks);
      for await (const chunk of opened.chunks) {
        scanner.push(chunk);
        await onRows();
      }
      scanner.end();
    }
  }
}

async function readPart(reading: Reading, piece: Piece & { readonly kind: 'bytes' }) {
  const { input, choice, sinks, onNames, onRows } = reading;
  const head = await collect(input.read(piece, 0, Math.min(piece.size, SAMPLE_BYTES)));
  const request = { source: piece.key, head, choice, bounds: piece, onNames };
  const part = new TextPart(request, sinks);
  reading.firstLine = part.firstLine;
  try {
    for await (const chunk of bytesOf(reading, part.from, piece.end)) {
      if (!part.push(chunk)) break;
      await onRows();
    }
    part.end();
  } finally {
    reading.found = { first: part.first, next: part.next, lines: part.lines };
  }
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
