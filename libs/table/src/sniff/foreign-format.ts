/** Files that are no table, recognised by their first bytes. */
import { Buffer } from 'node:buffer';

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';

interface ForeignFormat {
  /** What a person calls it, with its article. */
  readonly name: string;
  /** The first bytes, in Latin-1; none if `holds` says all. */
  readonly start: string;
  /** What the first few thousand bytes hold besides. */
  readonly holds?: RegExp;
  readonly remedy: string;
}

const LOOKED_AT_BYTES = 4_096;
const EXPORT = 'Export the table as CSV, JSON Lines or Parquet.';
const SAVE_SHEET = 'Save the sheet that holds the table as CSV.';
const UNPACK = 'Unpack it, or pack it with gzip or Zstandard instead.';
const UNPACK_ONCE = 'Unpack it once.';

/** The first one that fits counts. */
const FORMATS: readonly ForeignFormat[] = [
  {
    name: 'an Excel workbook',
    start: 'PK\x03\x04',
    holds: /\[Content_Types\]\.xml|xl\/|docProps\//,
    remedy: SAVE_SHEET,
  },
  { name: 'an Excel workbook', start: '\xd0\xcf\x11\xe0', remedy: SAVE_SHEET },
  {
    name: 'an OpenDocument file',
    start: 'PK\x03\x04',
    holds: /mimetypeapplication\/vnd\.oasis/,
    remedy: SAVE_SHEET,
  },
  { name: 'a ZIP archive', start: 'PK\x03\x04', remedy: UNPACK },
  { name: 'a bzip2 file', start: 'BZh', holds: /^BZh[1-9]1AY&SY/, remedy: UNPACK },
  { name: 'an xz file', start: '\xfd7zXZ\0', remedy: UNPACK },
  { name: 'an LZMA file', start: ']\0\0', remedy: UNPACK },
  { name: 'an LZ4 file', start: '\x04"M\x18', remedy: UNPACK },
  { name: 'a Snappy file', start: '\xff\x06\0\0sNaPpY', remedy: UNPACK },
  { name: 'a file of compress (.Z)', start: '\x1f\x9d', remedy: UNPACK },
  // A text may begin so too, but not with control characters in it.
  ...['\x01', '^', '\x9c', '\xda'].map((second) => ({
    name: 'a zlib stream',
    start: `x${second}`,
    holds: /^[^]{2}[^]*[^ -\xff\s]/,
    remedy: UNPACK,
  })),
  { name: 'a RAR archive', start: 'Rar!\x1a\x07', remedy: UNPACK },
  { name: 'a 7-Zip archive', start: "7z\xbc\xaf'\x1c", remedy: UNPACK },
  { name: 'a PDF', start: '%PDF-', remedy: EXPORT },
  { name: 'a PNG image', start: '\x89PNG\r\n', remedy: EXPORT },
  { name: 'a JPEG image', start: '\xff\xd8\xff', remedy: EXPORT },
  { name: 'an SQLite database', start: 'SQLite format 3\0', remedy: EXPORT },
  { name: 'an Arrow file', start: 'ARROW1\0\0', remedy: EXPORT },
  { name: 'an Avro file', start: 'Obj\x01', remedy: EXPORT },
  { name: 'an HDF5 file', start: '\x89HDF\r\n', remedy: EXPORT },
  { name: 'a NumPy array', start: '\x93NUMPY', remedy: EXPORT },
  { name: 'an ORC file', start: 'ORC', holds: /\0/, remedy: EXPORT },
  { name: 'a pickle of Python', start: '\x80\x04\x95', remedy: EXPORT },
  { name: 'a pickle of Python', start: '\x80\x05\x95', remedy: EXPORT },
  { name: 'data of R', start: 'RDX', holds: /^RDX\d\n/, remedy: EXPORT },
  { name: 'data of R', start: 'X\n\0\0', remedy: EXPORT },
  { name: 'an SPSS file', start: '$FL2@(#)', remedy: EXPORT },
  { name: 'a Stata file', start: '<stata_dta>', remedy: EXPORT },
  { name: 'an encrypted Parquet file', start: 'PARE', holds: /\0/, remedy: 'Write it in plain.' },
  // Behind the first packing, which is taken off by now.
  { name: 'a file that is packed twice', start: '\x1f\x8b', remedy: UNPACK_ONCE },
  { name: 'a file that is packed twice', start: '(\xb5/\xfd', remedy: UNPACK_ONCE },
  { name: 'a tar archive', start: '', holds: /^[^]{257}ustar/, remedy: 'Unpack the table in it.' },
  {
    name: 'a pointer of Git LFS',
    start: 'version https://git-lfs',
    remedy: 'Get the table itself with "git lfs pull".',
  },
  {
    name: 'a web page',
    start: '',
    holds: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body)\b/i,
    remedy: 'Open it in a browser: it may say why it came instead of the table.',
  },
  {
    name: 'an XML document',
    start: '',
    holds: /^(?:\xef\xbb\xbf)?\s*<\?xml\s/,
    remedy: 'If it says why it came instead of the table, mend that; else export the table as CSV.',
  },
  {
    name: 'text in UTF-32',
    start: '',
    holds: /^(?:\xff\xfe\0\0|\0\0\xfe\xff)/,
    remedy: 'Save the file as UTF-8.',
  },
];

/**
 * Does nothing for a file that may be text.
 *
 * @param source what messages call the file
 * @param bytes its first ones
 * @throws {DataValidationError} for a file of an unsupported format
 */
export function refuseForeignFormat(source: string, bytes: Uint8Array): void {
  const looked = bytes.subarray(0, LOOKED_AT_BYTES);
  const start = Buffer.from(looked.buffer, looked.byteOffset, looked.length).toString('latin1');
  const found = FORMATS.find(
    ({ start: magic, holds }) => start.startsWith(magic) && (holds?.test(start) ?? true),
  );
  if (found !== undefined) throw refusal(source, found);
}

function refusal(source: string, { name, remedy }: ForeignFormat): DataValidationError {
  const message = `found ${name}, expected CSV, JSON Lines or Parquet`;
  return singleIssue(source, { message }, remedy);
}
