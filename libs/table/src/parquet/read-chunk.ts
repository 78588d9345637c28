import { count } from '@lambda-forest/text';
import { crc32 } from 'node:zlib';

import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import type { CompressionCodec, Encoding, PageHeader, SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import { readerOf } from './byte-reader.ts';
import type { ByteReader } from './byte-reader.ts';
import { skipStruct } from './check-thrift.ts';
import { cellReader } from './parquet-cell.ts';
import type { ParquetCell } from './parquet-cell.ts';
import { readRuns } from './read-runs.ts';
import { readValues } from './read-values.ts';

/** A page that was unpacked. */
interface Page {
  readonly encoding: Encoding;
  /** Rows, those without a value included. */
  readonly count: number;
  /** Of a column that may have nulls, where its levels are: per row 1 if it has a value, else 0. */
  readonly levels: Uint8Array;
  readonly values: Uint8Array;
}

/**
 * The cells of one column in a group of rows, a page of them unpacked at a time. Nothing that the bytes claim is believed:
 * no page has more values than there are rows, and none more bytes than the chunk.
 */
export class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #element: SchemaElement;
  readonly #codec: CompressionCodec;
  readonly #rowCount: number;
  readonly #toCell: (raw: unknown) => ParquetCell;
  readonly #reader: ByteReader;
  #dictionary: readonly ParquetCell[] = [];
  /** Cells of pages that were unpacked, of which those from `#at` on were not taken. */
  #cells: ParquetCell[] = [];
  #at = 0;
  /** Cells of all pages until now. */
  #read = 0;

  /**
   * @param bytes the column's chunk: a dictionary, if there is one, and pages of values
   * @param rowCount how many cells there are to be
   */
  constructor(
    bytes: Uint8Array,
    element: SchemaElement,
    codec: CompressionCodec,
    rowCount: number,
  ) {
    this.#bytes = bytes;
    this.#element = element;
    this.#codec = codec;
    this.#rowCount = rowCount;
    this.#toCell = cellReader(element);
    this.#reader = readerOf(bytes);
  }

  /**
   * The next cells.
   *
   * @throws for bytes that do not hold them
   */
  take(cellCount: number): readonly ParquetCell[] {
    if (this.#cells.length < this.#at + cellCount) {
      this.#cells = this.#cells.slice(this.#at);
      this.#at = 0;
      while (this.#cells.length < cellCount) this.#readPage();
    }
    const start = this.#at;
    this.#at += cellCount;
    return start === 0 && this.#at === this.#cells.length
      ? this.#cells
      : this.#cells.slice(start, this.#at);
  }

  #readPage(): void {
    const reader = this.#reader;
    if (reader.offset >= this.#bytes.length) this.#refuse(this.#read);
    skipStruct({ ...reader });
    const header = parquetHeader(reader);
    const body = bodyOf(this.#bytes, reader.offset, header);
    reader.offset += body.length;
    const element = this.#element;
    if (header.type === 'DICTIONARY_PAGE') {
      const count = header.dictionary_page_header?.num_values ?? 0;
      const page = unpack(body, header.uncompressed_page_size, this.#codec);
      this.#dictionary = Array.from(readValues(page, 'PLAIN', element, count), this.#toCell);
      return;
    }
    const page = pageOf(body, header, this.#codec, element.repetition_type !== 'REQUIRED');
    const read = this.#read + page.count;
    if (!(page.count >= 0 && read <= this.#rowCount)) this.#refuse(read);
    this.#read = read;
    addCells(page, element, this.#toCell, this.#dictionary, this.#cells);
  }

  #refuse(found: number): never {
    throw new RangeError(`${count(found, 'value')} in ${count(this.#rowCount, 'row')}`);
  }
}

function bodyOf(bytes: Uint8Array, at: number, header: PageHeader): Uint8Array {
  const { compressed_page_size: size, crc } = header;
  if (!(size >= 0 && at + size <= bytes.length))
    throw new RangeError(`a page of ${count(size, 'byte')}`);
  const body = bytes.subarray(at, at + size);
  if (crc !== undefined && crc32(body) !== crc >>> 0) throw new RangeError('a wrong check sum');
  return body;
}

/** @param hasLevels whether the column may have nulls */
function pageOf(
  body: Uint8Array,
  header: PageHeader,
  codec: CompressionCodec,
  hasLevels: boolean,
): Page {
  const { uncompressed_page_size: size, data_page_header: first } = header;
  const second = header.data_page_header_v2;
  if (first !== undefined) {
    const all = unpack(body, size, codec);
    const start = hasLevels ? 4 : 0;
    const end = hasLevels ? 4 + readerOf(all).view.getUint32(0, true) : 0;
    const levels = all.subarray(start, end);
    return { encoding: first.encoding, count: first.num_values, levels, values: all.subarray(end) };
  }
  if (second === undefined) throw new TypeError(`a page of the type ${header.type}`);
  const end = second.repetition_levels_byte_length + second.definition_levels_byte_length;
  const rest = body.subarray(end);
  return {
    encoding: second.encoding,
    count: second.num_values,
    levels: body.subarray(second.repetition_levels_byte_length, end),
    values: second.is_compressed === false ? rest : unpack(rest, size - end, codec),
  };
}

function unpack(bytes: Uint8Array, size: number, codec: CompressionCodec): Uint8Array {
  return size === 0 ? new Uint8Array() : decompressPage(bytes, size, codec, compressors);
}

function addCells(
  { encoding, count, levels, values: bytes }: Page,
  element: SchemaElement,
  toCell: (raw: unknown) => ParquetCell,
  dictionary: readonly ParquetCell[],
  cells: ParquetCell[],
): void {
  const isThere =
    element.repetition_type === 'REQUIRED' ? undefined : readRuns(readerOf(levels), 1, count);
  const present = isThere?.reduce((sum, level) => sum + level, 0) ?? count;
  const values = readValues(bytes, encoding, element, present);
  const isIndex = encoding.endsWith('_DICTIONARY');
  let next = 0;
  for (let row = 0; row < count; row++) {
    if (isThere?.[row] === 0) cells.push(null);
    else {
      const value = values[next++];
      const cell = isIndex ? dictionary[value as number] : toCell(value);
      if (cell === undefined) throw new RangeError('an index beyond the dictionary');
      cells.push(cell);
    }
  }
}
