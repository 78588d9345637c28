/**
 * Reads those rows of a text that start in a part of its bytes, so that parts can be read apart from each other.
 *
 * A part cannot see whether its first byte stands within quotes: it assumes that a row starts behind the first line
 * break, and says where it began (`first`) and where it stopped (`next`). Each part stops where a row really ends, if
 * it began where one starts. So the guess of a part is proved right by the part before it, whose `next` it has to
 * equal, and is corrected by it otherwise.
 *
 * ```ts
 * const part = new TextPart({ source, head, choice, bounds }, sinks);
 * for await (const bytes of streamFrom(part.from)) if (!part.push(bytes)) break;
 * part.end();
 * ```
 */
import { CR, LF } from '@lambda-forest/text';

import { isSplittableName } from './encoding/sniff-encoding.ts';
import { DataValidationError } from './errors.ts';
import { PIECE_BYTES, SAMPLE_BYTES } from './limits.ts';
import { isPacked, isParquet } from './packed/decompress.ts';
import { INCOMPLETE } from './row-scanner.ts';
import type { RowScanner } from './row-scanner.ts';
import { openKind, openText } from './sniff/open-text.ts';
import type { OpenedText } from './sniff/open-text.ts';
import type { TextChoice } from './sniff/sniff-text.ts';
import type { TableSinks } from './table-sinks.ts';

/** Bytes of a text, counted from 0. */
export interface PartBounds {
  /** Rows belong to the part from the first one behind the line break that comes at or after this byte; 0: from the first. */
  readonly start: number;
  /** Up to the row in which the first line break at or after this byte stands. */
  readonly end: number;
  /** Of the whole text. */
  readonly size: number;
  /** Where the part's first row starts, if it is known. */
  readonly first?: number | undefined;
}

export interface PartRequest {
  /** What messages call the text. */
  readonly source: string;
  /** The text's first bytes: 256 KiB, or all. */
  readonly head: Uint8Array;
  readonly choice: TextChoice;
  readonly bounds: PartBounds;
  /** Called when what stands above the part was read for its names: rows that came until then are not the part's. */
  readonly onNames?: () => void;
}

type TextSinks = Pick<TableSinks, 'csv' | 'jsonLines'>;

export class TextPart {
  /** The byte from which on the text is to be pushed. */
  readonly from: number;
  /** The line that the scanner counts as the part's first one. */
  readonly firstLine: number;
  readonly #bounds: PartBounds;
  readonly #opened: OpenedText;
  readonly #names: NamesWatch;
  readonly #newline: number;
  /** Where the rows below the names begin; 0 for a part that reads the names itself. */
  readonly #rowsStart: number;
  #at: number;
  #first: number | undefined;
  #next: number | undefined;

  /** @throws {DataValidationError} for what is no table */
  constructor({ source, head, choice, bounds, onNames }: PartRequest, sinks: TextSinks) {
    this.#bounds = bounds;
    this.#names = new NamesWatch(sinks, choice.skipRowsAfterHeader ?? 0);
    this.#opened = openPart(source, head, bounds.size, choice, this.#names);
    this.#newline = newlineOf(this.#opened);
    const isFirst = bounds.start === 0;
    this.#rowsStart = isFirst ? 0 : this.#readNames(source, head, choice);
    if (!isFirst) onNames?.();
    this.firstLine = isFirst ? 1 : this.#opened.scanner.line;
    this.#first = isFirst ? 0 : bounds.first;
    this.from = bounds.first ?? bounds.start;
    this.#at = this.from;
  }

  /** Where the part's first row starts. Undefined until that is found. */
  get first(): number | undefined {
    return this.#first;
  }

  /** Where the row behind the part starts. Undefined until the part is over. */
  get next(): number | undefined {
    return this.#next;
  }

  /** Lines of the part that were read. */
  get lines(): number {
    return this.#opened.scanner.line - this.firstLine;
  }

  /**
   * @returns whether the part goes on
   * @throws {DataValidationError} for bytes after which nothing more can be read, and any error of the sink
   */
  push(bytes: Uint8Array): boolean {
    const at = this.#at;
    this.#at += bytes.length;
    if (this.#first === undefined) {
      const found = bytes.indexOf(this.#newline);
      if (found === -1) return true;
      this.#first = Math.max(this.#rowsStart, at + found + 1);
    }
    const { end } = this.#bounds;
    if (this.#first > end) {
      this.#next = this.#first;
      return false;
    }
    const from = Math.max(0, this.#first - at);
    const inside = Math.min(bytes.length, Math.max(from, end - at));
    for (let to = from; to < inside; to += PIECE_BYTES) {
      this.#feed(bytes.subarray(to, Math.min(to + PIECE_BYTES, inside)));
    }
    return this.#finishRow(bytes, at, Math.max(from, inside));
  }

  /** The text is over, or the part. */
  end(): void {
    if (this.#next !== undefined) return;
    const { size, end } = this.#bounds;
    this.#first ??= size;
    if (this.#first <= end) {
      this.#opened.scanner.push(this.#opened.transcoder.end());
      this.#opened.scanner.end();
    }
    this.#next = Math.max(this.#first, size);
  }

  /** @returns where rows begin: of CSV behind the header */
  #readNames(source: string, head: Uint8Array, choice: TextChoice): number {
    const { kind } = this.#opened;
    const names = new NamesWatch(NO_SINKS, choice.skipRowsAfterHeader ?? 0);
    const end = namesEnd(openKind(source, kind, names), head, names) ?? 0;
    this.#feed(head.subarray(0, end)); // and no byte more, which the transcoder would keep
    return kind.format === 'csv' ? end : 0;
  }

  /** Until the row is over that goes on behind the part. */
  #finishRow(bytes: Uint8Array, at: number, from: number): boolean {
    const { transcoder, scanner, kind } = this.#opened;
    for (let start = from; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      const text = transcoder.push(piece);
      const isOver = () => this.#names.areKnown || kind.format !== 'csv';
      const end = pushRows(scanner, text, isOver);
      if (end === INCOMPLETE) continue;
      this.#next = at + start + sameBreak(piece, text.subarray(0, end), this.#newline);
      return false;
    }
    return true;
  }

  #feed(bytes: Uint8Array): void {
    this.#opened.scanner.push(this.#opened.transcoder.push(bytes));
  }
}

/**
 * Whether a file can be read in parts: a text whose line breaks can be found from any byte on, with the names of its
 * columns among its first bytes. Other files are read as a whole.
 *
 * @param head its first bytes: 256 KiB, or all
 */
export function isSplittable(head: Uint8Array, size: number, choice: TextChoice): boolean {
  if (isPacked(head) || isParquet(head)) return false;
  const names = new NamesWatch(NO_SINKS, choice.skipRowsAfterHeader ?? 0);
  try {
    const opened = openPart('', head, size, choice, names);
    if (!isSplittableName(opened.kind.encoding)) return false;
    return namesEnd(opened, head, names) !== undefined;
  } catch (error) {
    if (error instanceof DataValidationError) return false; // who reads it will say what is wrong
    throw error;
  }
}

function openPart(
  source: string,
  head: Uint8Array,
  size: number,
  choice: TextChoice,
  names: NamesWatch,
): OpenedText {
  const sample = head.subarray(0, SAMPLE_BYTES);
  const own = { ...choice, skipRowsAfterHeader: 0 }; // which the watch leaves out
  return openText(source, sample, sample.length === size, own, names);
}

function newlineOf({ kind }: OpenedText): number {
  return kind.format === 'csv' && kind.dialect.newline === '\r' ? CR : LF;
}

/**
 * Reads rows until the names are known: those of CSV stand in its header, those of JSON Lines in the first object.
 *
 * @returns where that row ends; undefined: not in these bytes
 */
function namesEnd(opened: OpenedText, head: Uint8Array, names: NamesWatch): number | undefined {
  const text = opened.transcoder.push(head);
  const end = pushRows(opened.scanner, text, () => names.areKnown);
  if (end === INCOMPLETE) return undefined;
  return sameBreak(head, text.subarray(0, end), newlineOf(opened));
}

/** @returns where the row ends after which it is over, at least one; INCOMPLETE: not in this text */
function pushRows(scanner: RowScanner, text: Uint8Array, isOver: () => boolean): number {
  let end = 0;
  do {
    const read = scanner.pushRow(text.subarray(end));
    if (read === INCOMPLETE) return INCOMPLETE;
    end += read;
  } while (!isOver());
  return end;
}

/**
 * @param text what the start of the bytes has become, up to a line break: it may have more bytes or fewer, and has the
 *   same line breaks
 * @returns where that line break ends in the bytes
 */
function sameBreak(bytes: Uint8Array, text: Uint8Array, newline: number): number {
  let end = 0;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) {
    end = bytes.indexOf(newline, end) + 1;
  }
  return end;
}

const NO_SINKS: TextSinks = {
  csv: () => ({ begin: () => undefined, addRow: () => undefined, refuse: () => undefined }),
  jsonLines: () => ({
    addObject: () => undefined,
    addOther: () => undefined,
    refuseLength() {
      throw new RangeError('a line of more than a row');
    },
  }),
};

/** Sinks that notice when the names of the columns are known, and leave out the rows below a header that are none. */
class NamesWatch implements TextSinks {
  readonly #sinks: TextSinks;
  /** Rows below the header that are none. */
  #left: number;
  areKnown = false;

  constructor(sinks: TextSinks, skipRows: number) {
    this.#sinks = sinks;
    this.#left = skipRows;
  }

  csv(...given: Parameters<TableSinks['csv']>): ReturnType<TableSinks['csv']> {
    const sink = this.#sinks.csv(...given);
    return {
      begin: (row) => {
        sink.begin(row);
        this.areKnown = this.#left === 0;
      },
      addRow: (row) => {
        if (this.areKnown) sink.addRow(row);
        else this.areKnown = --this.#left === 0;
      },
      refuse: (problem, line) => sink.refuse(problem, line),
    };
  }

  jsonLines(...given: Parameters<TableSinks['jsonLines']>): ReturnType<TableSinks['jsonLines']> {
    const sink = this.#sinks.jsonLines(...given);
    return {
      addObject: (...row) => {
        this.areKnown = true;
        sink.addObject(...row);
      },
      addOther: (...row) => sink.addOther(...row),
      refuseLength: (line) => sink.refuseLength(line),
    };
  }
}
