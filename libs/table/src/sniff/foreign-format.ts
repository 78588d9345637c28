// oxlint-disable no-control-regex -- bytes that no text has tell such files
/** Files that are no table, recognised by their first bytes. */
import { Buffer } from 'node:buffer';
import { constants, inflateSync } from 'node:zlib';

import { option } from '@lambda-forest/text';

import { pandasCommand } from '../pandas-command.ts';
import { refuseForeign } from './foreign.ts';
import type { Foreign } from './foreign.ts';

interface ForeignFormat extends Foreign {
  /**
   * What its first few thousand bytes are like, as Latin-1. Magic that a text may begin with needs more behind it: a
   * control character, which no text has, or what the format says comes next.
   */
  readonly is: RegExp | ((start: string) => boolean);
}

const LOOKED_AT_BYTES = 4_096;
const EXPORT = 'Export the table as CSV, JSON Lines or Parquet.';
const unpack = (command: string) =>
  `Unpack it with "${command} FILE", or pack it with gzip or Zstandard instead.`;
const pandas = (reader: string) => `Convert it with ${pandasCommand(`${reader}('FILE')`)}.`;
const EXCEL = `Save the sheet that holds the table as CSV. ${pandas('read_excel')}`;
const OPEN = 'Open it in a spreadsheet, and save the sheet that holds the table as CSV.';
const r = (reader: string) =>
  `Convert it with Rscript -e "write.csv(${reader}, 'table.csv', row.names = FALSE)".`;

/** The first one that fits counts. */
const FORMATS: readonly ForeignFormat[] = [
  {
    found: 'an Excel workbook',
    is: /^PK\x03\x04.*(?:\[Content_Types\]\.xml|xl\/|docProps\/)/s,
    remedy: EXCEL,
  },
  { found: 'an Excel workbook', is: /^\xd0\xcf\x11\xe0/, remedy: EXCEL },
  {
    found: 'an Excel workbook in XML',
    is: /^\s*<\?xml\s.*urn:schemas-microsoft-com:office:spreadsheet/s,
    remedy: OPEN,
  },
  {
    found: 'an OpenDocument file',
    is: /^PK\x03\x04.*mimetypeapplication\/vnd\.oasis/s,
    remedy: EXCEL,
  },
  { found: 'a ZIP archive', is: /^PK\x03\x04/, remedy: unpack('unzip') },
  { found: 'a bzip2 file', is: /^BZh[1-9]1AY&SY/, remedy: unpack('bunzip2 -k') },
  { found: 'an xz file', is: /^\xfd7zXZ\0/, remedy: unpack('unxz -k') },
  { found: 'an LZMA file', is: /^\]\0\0/, remedy: unpack('unlzma -k') },
  { found: 'an lzip file', is: /^LZIP\x01.\0/s, remedy: unpack('lzip -dk') },
  { found: 'an LZ4 file', is: /^\x04"M\x18/, remedy: unpack('unlz4 -k') },
  { found: 'an lzop file', is: /^\x89LZO\0/, remedy: unpack('lzop -d') },
  { found: 'a Snappy file', is: /^\xff\x06\0\0sNaPpY/, remedy: unpack('snzip -dk') },
  { found: 'a file of compress (.Z)', is: /^\x1f\x9d/, remedy: unpack('gzip -dk') },
  {
    found: 'a zlib stream',
    is: isZlib,
    remedy: `Unpack it with python -c "import zlib; open('table.csv', 'wb').write(zlib.decompress(open('FILE', 'rb').read()))".`,
  },
  { found: 'a RAR archive', is: /^Rar!\x1a\x07/, remedy: unpack('unrar x') },
  { found: 'a 7-Zip archive', is: /^7z\xbc\xaf'\x1c/, remedy: unpack('7z x') },
  // Behind the first packing, which is taken off by now.
  {
    found: 'a file that is packed twice',
    is: /^(?:\x1f\x8b|\(\xb5\/\xfd)/,
    remedy: 'Unpack it once.',
  },
  {
    found: 'a tar archive',
    is: /^[^\0]{1,100}\0.{156,255}ustar[\0 ]/s,
    remedy: 'Unpack the table in it with "tar -xf FILE".',
  },
  { found: 'a PDF', is: /^%PDF-/, remedy: EXPORT },
  { found: 'a PNG image', is: /^\x89PNG\r\n/, remedy: EXPORT },
  { found: 'a JPEG image', is: /^\xff\xd8\xff/, remedy: EXPORT },
  { found: 'a document in RTF', is: /^\{\\rtf/, remedy: EXPORT },
  {
    found: 'an SQLite database',
    is: /^SQLite format 3\0/,
    remedy: 'Export a table with sqlite3 -csv -header FILE "SELECT * FROM name" > table.csv.',
  },
  {
    found: 'a DuckDB database',
    is: /^.{8}DUCK.*\0/s,
    remedy: `Export a table with duckdb FILE "COPY name TO 'table.parquet'".`,
  },
  {
    found: 'an Access database',
    is: /^\0\x01\0\0Standard /,
    remedy: 'Export the table with "mdb-export FILE name > table.csv".',
  },
  {
    found: 'a dBase table',
    is: /^[\x03\x83\x8b\xf5].[\x01-\x0c][\x01-\x1f].*\0/s,
    remedy: OPEN,
  },
  { found: 'an Arrow file', is: /^ARROW1\0\0/, remedy: pandas('read_feather') },
  { found: 'a Feather file', is: /^FEA1.*\0/s, remedy: pandas('read_feather') },
  {
    found: 'a stream of Arrow',
    is: /^\xff{4}.{2}\0\0\x10\0/s,
    remedy: `Convert it with python -c "import pyarrow as pa; pa.ipc.open_stream('FILE').read_pandas().to_csv('table.csv', index=False)".`,
  },
  {
    found: 'an Avro file',
    is: /^Obj\x01.*avro\.schema/s,
    remedy: `Convert it with python -c "import polars; polars.read_avro('FILE').write_csv('table.csv')".`,
  },
  { found: 'an HDF5 file', is: /^(?:.{512})?\x89HDF\r\n/s, remedy: pandas('read_hdf') },
  {
    found: 'a netCDF file',
    is: /^CDF[\x01\x02\x05].*\0/s,
    remedy: `Convert it with python -c "import xarray; xarray.open_dataset('FILE').to_dataframe().to_csv('table.csv')".`,
  },
  {
    found: 'a NumPy array',
    is: /^\x93NUMPY/,
    remedy: `Convert it with python -c "import numpy, pandas; pandas.DataFrame(numpy.load('FILE')).to_csv('table.csv', index=False)", and name its columns.`,
  },
  { found: 'a file of MATLAB', is: /^MATLAB 5\.0 MAT-file/, remedy: EXPORT },
  { found: 'an ORC file', is: /^ORC.*\0/s, remedy: pandas('read_orc') },
  { found: 'a pickle of Python', is: /^\x80[\x02-\x05][\x95c}]/, remedy: pandas('read_pickle') },
  { found: 'data of R', is: /^RD[XA]\d\n(?:X\n\0|A\n\d+\n)/, remedy: r("get(load('FILE'))") },
  { found: 'data of R', is: /^X\n\0\0/, remedy: r("readRDS('FILE')") },
  { found: 'an SPSS file', is: /^\$FL[23]@\(#\)/, remedy: pandas('read_spss') },
  {
    found: 'a Stata file',
    is: /^(?:<stata_dta>|[f-s][\x01\x02]\x01\0)/,
    remedy: pandas('read_stata'),
  },
  { found: 'a SAS file', is: /^\0{12}\xc2\xea\x81`/, remedy: pandas('read_sas') },
  {
    found: 'a SAS transport file',
    is: /^HEADER RECORD\*{7}(?:LIB|CPORT)/,
    remedy: pandas('read_sas').replace("'FILE'", "'FILE', format='xport'"),
  },
  // Else it is not opened as a text.
  {
    found: 'Parquet',
    is: /^PAR1.*\0/s,
    remedy: `Leave out ${option('format')}.`,
    expected: `a text, as ${option('format')} says`,
  },
  { found: 'an encrypted Parquet file', is: /^PARE.*\0/s, remedy: 'Write it in plain.' },
  {
    found: 'a file of Weka (ARFF)',
    is: /^(?:\s|%[^\n]*\n)*@relation[ \t]+\S.*\n\s*@attribute\s/is,
    remedy:
      'Write the names of its attributes on a line of CSV, and the rows behind @data below it.',
  },
  {
    found: 'rows as LibSVM writes them',
    is: /^(?:[+-]?\d+(?:\.\d+)?(?: +\d+:[-+.\deE]+)+ *\r?\n){2}/,
    remedy: `Convert them with python -c "import pandas; from sklearn.datasets import load_svmlight_file as load; x, y = load('FILE'); pandas.DataFrame(x.toarray()).add_prefix('x').assign(y=y).to_csv('table.csv', index=False)".`,
  },
  {
    found: 'a dump of SQL',
    is: /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/;?)*(?:INSERT INTO\s+\S+\s*(?:\(|VALUES)|CREATE TABLE\s+[^,;]*?\(|DROP TABLE\s+[^,]*;|(?:SET|COPY|BEGIN)\b[^\n]*\n(?=.*(?:INSERT INTO|CREATE TABLE|FROM stdin)))/is,
    remedy: 'Load it into a database, and export the table as CSV.',
  },
  {
    found: 'a pointer of Git LFS',
    is: /^version https:\/\/git-lfs/,
    remedy: 'Get the table itself with "git lfs pull".',
  },
  {
    found: 'a table in HTML, as programs write for Excel',
    is: /^(?:\xef\xbb\xbf)?\s*<(?:table\b[^>]*>\s*<|html\b.*urn:schemas-microsoft-com:office)/is,
    remedy: OPEN,
  },
  {
    found: 'a web page',
    is: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s|!--|(?:html|head|body)\b[^>]*>\s*<)/i,
    remedy: 'Open it in a browser: it may say why it came instead of the table.',
  },
  {
    found: 'an XML document',
    is: /^(?:\xef\xbb\xbf)?\s*<\?xml\s/,
    remedy: 'If it says why it came instead of the table, mend that; else export the table as CSV.',
  },
  {
    found: 'text in UTF-32',
    is: /^(?:\xff\xfe\0\0|\0\0\xfe\xff)/,
    remedy: 'Save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE > table.csv.',
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
  const found = FORMATS.find(({ is }) => (typeof is === 'function' ? is(start) : is.test(start)));
  if (found !== undefined) throw refuseForeign(source, found);
}

/** A text may begin with the two bytes of its header, but not go on as one: what is there of it is unpacked. */
function isZlib(start: string): boolean {
  if (!/^x[\x01^\x9c\xda]/.test(start)) return false;
  const isAll = start.length < LOOKED_AT_BYTES;
  try {
    inflateSync(Buffer.from(start, 'latin1'), isAll ? {} : { finishFlush: constants.Z_SYNC_FLUSH });
    return true;
  } catch {
    return false;
  }
}
