/** First bytes of a file that is no table, as Latin-1: what it is called, and what is said to do about it. */
type ForeignCase = readonly [start: string, name: string, remedy: string];

const ZLIB = 'x\x9cK\xd4I\xe22\xd41\xe2\x02\0\x08x\x01\x93';
const STATA_115 = 's\x02\x01\0';
const SAS = `${'\0'.repeat(12)}\xc2\xea\x81\`\xb3\x14\x11\xcf\xbd\x92\x08\0`;

export const FOREIGN_FORMATS: readonly ForeignCase[] = [
  ['PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'an Excel workbook', 'read_excel'],
  ['\xd0\xcf\x11\xe0\xa1', 'an Excel workbook', 'read_excel'],
  [
    '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    'an Excel workbook in XML',
    'in a spreadsheet',
  ],
  ['PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.', 'an OpenDocument file', 'read_excel'],
  [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
    'a table in HTML',
    'in a spreadsheet',
  ],
  ['<table border="1"><tr>', 'a table in HTML', 'in a spreadsheet'],
  ['PK\x03\x04\x14\0\0\0table.csv', 'a ZIP archive', '"unzip FILE"'],
  ['BZh91AY&SY\x01', 'a bzip2 file', '"bunzip2 -k FILE"'],
  ['\xfd7zXZ\0\0', 'an xz file', '"unxz -k FILE"'],
  [']\0\0\x80\0', 'an LZMA file', 'unlzma'],
  ['LZIP\x01\x0c\0', 'an lzip file', 'lzip'],
  ['\x04"M\x18', 'an LZ4 file', 'unlz4'],
  ['\x89LZO\0', 'an lzop file', 'lzop'],
  ['\xff\x06\0\0sNaPpY', 'a Snappy file', 'snzip'],
  ['\x1f\x9d\x90', 'a file of compress (.Z)', 'gzip -dk'],
  [ZLIB, 'a zlib stream', 'zlib.decompress'],
  ['Rar!\x1a\x07', 'a RAR archive', 'unrar'],
  ["7z\xbc\xaf'\x1c", 'a 7-Zip archive', '7z x'],
  ['\x1f\x8b\x08', 'a file that is packed twice', 'Unpack it once'],
  ['(\xb5/\xfd', 'a file that is packed twice', 'Unpack it once'],
  [`table.csv${'\0'.repeat(248)}ustar\0`, 'a tar archive', 'tar -xf'],
  ['%PDF-1.7\n', 'a PDF', 'Export the table'],
  ['\x89PNG\r\n\x1a\n', 'a PNG image', 'Export the table'],
  ['{\\rtf1\\ansi', 'a document in RTF', 'Export the table'],
  ['SQLite format 3\0', 'an SQLite database', 'sqlite3 -csv'],
  ['\x01\x02\x03\x04\x05\x06\x07\x08DUCK@\0', 'a DuckDB database', 'duckdb FILE'],
  ['\0\x01\0\0Standard Jet DB\0', 'an Access database', 'mdb-export'],
  ['\x03\x7c\x07\x1f\x0a\0\0\0', 'a dBase table', 'in a spreadsheet'],
  ['ARROW1\0\0', 'an Arrow file', 'read_feather'],
  ['FEA1\0\0', 'a Feather file', 'read_feather'],
  ['\xff\xff\xff\xff\x80\x01\0\0\x10\0', 'a stream of Arrow', 'open_stream'],
  ['Obj\x01\x04\x16avro.schema', 'an Avro file', 'read_avro'],
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file', 'read_hdf'],
  ['CDF\x01\0\0', 'a netCDF file', 'xarray'],
  ['\x93NUMPY\x01\0', 'a NumPy array', 'numpy.load'],
  ['MATLAB 5.0 MAT-file, ', 'a file of MATLAB', 'Export the table'],
  ['ORC\x08\0', 'an ORC file', 'read_orc'],
  ['\x80\x04\x95', 'a pickle of Python', 'read_pickle'],
  ['RDX3\nX\n\0\0', 'data of R', "load('FILE')"],
  ['X\n\0\0', 'data of R', "readRDS('FILE')"],
  ['$FL2@(#) SPSS', 'an SPSS file', 'read_spss'],
  ['<stata_dta><header>', 'a Stata file', 'read_stata'],
  [STATA_115, 'a Stata file', 'read_stata'],
  [SAS, 'a SAS file', 'read_sas'],
  ['HEADER RECORD*******LIBRARY HEADER', 'a SAS transport file', "format='xport'"],
  ['PARE\0', 'an encrypted Parquet file', 'in plain'],
  ['% iris\n@RELATION iris\n\n@ATTRIBUTE x NUMERIC\n', 'a file of Weka (ARFF)', '@data'],
  ['1 1:0.5 3:2\n-1 2:1e-3\n', 'rows as LibSVM writes them', 'load_svmlight_file'],
  ['-- dump\nINSERT INTO t (x)\nVALUES (1);', 'a dump of SQL', 'into a database'],
  ['/* dump */;\nDROP TABLE t;\nCREATE TABLE t (x int);', 'a dump of SQL', 'into a database'],
  ['BEGIN;\nCOPY t (x) FROM stdin;\n', 'a dump of SQL', 'into a database'],
  ['version https://git-lfs.github.com/spec/v1\n', 'a pointer of Git LFS', 'git lfs pull'],
  ['\xef\xbb\xbf<!DOCTYPE html>\n<html>', 'a web page', 'in a browser'],
  ['\n<html lang="de"><h1>504, sorry</h1>', 'a web page', 'in a browser'],
  ['<?xml version="1.0"?><Error>', 'an XML document', 'export the table'],
  ['\xff\xfe\0\0a\0\0\0', 'text in UTF-32', 'iconv -f UTF-32'],
];

/** The start of a text in JSON that is not JSON Lines: what it is called, and what is said to do about it. */
export const JSON_DOCUMENTS: readonly ForeignCase[] = [
  ['[{"x":1}]', 'a list in JSON', "jq -c '.[]' FILE"],
  [' [\n  {\n    "x": 1\n  }\n]\n', 'a list in JSON', "jq -c '.[]' FILE"],
  ['[["x","y"],[1,2]]', 'a list of lists in JSON', '@csv'],
  ['{"columns":["x","y"],"index":[0],"data":[[1,2]]}', 'a table that pandas', "orient='split'"],
  ['{"schema":{"fields":[{"name":"x"}]},"data":[]}', 'a table that pandas', "orient='table'"],
  ['{"x":{"0":1},"y":{"0":2}}', 'an object of JSON that holds all columns', "orient='columns'"],
  ['{"0":{"x":1},"1":{"x":2}}', 'an object of JSON that holds all rows', "orient='index'"],
  ['{\n  "x": [1, 2],\n  "y": [3, 4]\n}\n', 'an object of JSON', "orient='columns'"],
  ['{"type":"FeatureCollection","features":[]}', 'GeoJSON', "jq -c '.features[].properties'"],
  ['{"count":2,"my results":[{"x":1}]}', 'an object of JSON', 'jq -c \'.["my results"][]\''],
  ['{\n  "data": [\n    {"x": 1}\n  ]\n}', 'an object of JSON', 'jq -c \'.["data"][]\''],
  ['{\n  "x": 1\n}\n{\n  "x": 2\n}\n', 'objects of JSON that take', 'jq -c . FILE'],
];

/** JSON Lines, whatever is in the first one. */
export const JSON_LINES_LIKE_THEM: readonly string[] = [
  '{"x":1}',
  '{"x":1}\n',
  '{"x":{"a":1}}\n',
  '{"columns":1}\n{"columns":2}\n',
  '{"x":{"0":1}}\n{"x":{"0":2}}\n',
  '{"data":[{"x":1}]},\r\n{"data":[{"x":2}]}\r\n',
  '{"type":"FeatureCollection"}\n{"type":"Feature"}\n',
  "{'x': 1}\n{'x': 2}\n",
  '\x1e{"x":1}\n',
];

/** Texts that are no table, or one for the eyes: what it is called, and what is said to do about it. */
export const FOREIGN_TEXTS: readonly ForeignCase[] = [
  ['+---+---+\n| x | y |\n+---+---+\n| 1 | a |\n+---+---+\n', 'a table as MySQL', 'mysql -B'],
  ['mysql> select 1;\n+---+\n| x |\n+---+\n| 1 |\n+---+\n', 'a table as MySQL', 'as CSV'],
  [
    '10.0.0.1 - bob [10/Oct/2023:13:55:36 -0700] "GET / HTTP/1.1" 200 5\n',
    'a log of a web server',
    'for each entry',
  ],
  ['Oct 11 22:14:15 host app[7]: started\n', 'a log of a system', 'for each entry'],
  ['Jan  1 02:14:15 host kernel: ok\n', 'a log of a system', 'for each entry'],
  ['t=1 level=info msg="a b"\nt=2 level=warn msg=x\n', 'a log of names and values', 'each entry'],
  ['/annex/objects/SHA256E-s12--abc.csv\n', 'a pointer of git-annex', 'git annex get'],
  ['+===+===+\n| x | y |\n+===+===+\n', 'a table as MySQL', 'as CSV'],
  [' x | y \n---+---\n 1 | a\n(1 row)\n\n', 'a table as psql', 'in psql'],
  ['| x | y |\n|---+---|\n| 1 | a |\n', 'a table as psql', 'as CSV'],
  ['-[ RECORD 1 ]\nx | 1\ny | a\n', 'rows that are printed cell below cell', 'as CSV'],
  ['┌───┬───┐\n│ x │ y │\n├───┼───┤\n│ 1 │ a │\n└───┴───┘\n', 'a table as DuckDB', 'as CSV'],
  ['shape: (1, 2)\n┌───┬───┐\n│ x ┆ y │\n', 'a table as DuckDB', 'as CSV'],
  ['| x | y |\n|---|:-:|\n| 1 | a |\n', 'a table as in Markdown', 'skip-rows-after-header'],
  ['x | y\n--- | ---\n1 | a\n', 'a table as in Markdown', 'skip-rows-after-header'],
  ['# Title\n\n| x | y |\n|---|---|\n| 1 | a |\n', 'a table as in Markdown', 'skip-rows'],
  ['x,y\n---,---\n1,a\n', 'a line of dashes below "x,y"', 'skip-rows-after-header'],
  ['x    y\n---  ---\n1    a\n', 'a line of dashes below "x    y"', 'as CSV'],
  ['===  ===\nx    y\n===  ===\n1    a\n', 'a line of dashes above a table', 'as CSV'],
  ['||x||y||\n|1|a|\n', 'a table in the markup of Jira', 'as CSV'],
  ['\\begin{tabular}{ll}\nx & y \\\\\n1 & a \\\\\n', 'a table in LaTeX', 'as CSV'],
  ['- x: 1\n  y: a\n- x: 2\n  y: b\n', 'a list in YAML', 'safe_load'],
  ['[[rows]]\nx = 1\ny = "a"\n', 'settings in TOML or INI', 'as CSV'],
  ['; old\n[a b]\nx=1\n', 'settings in TOML or INI', 'as CSV'],
  ['[1.5,"a"]\n[2.5,"b"]\n', 'a list of JSON on each line', "jq -r '@csv'"],
  ['// rows\n{"x":1}\n{"x":2}\n', 'objects of JSON below another line', 'Take out'],
];

/** CSV that has a part of such a text. */
export const CSV_LIKE_FOREIGN_TEXTS: readonly string[] = [
  'x,y\n"+---+---+\n| a | b |\n+---+---+",1\n2,3\n',
  'x,y\n"\n|---|---|\n",1\n2,3\n',
  'x|y\n-|-\n1|2\n',
  'x,y\n--,--\n1,2\n',
  'x,y\n1,2\n3,4\n---,---\n',
  'x,y\n-1,-2\n-3,-4\n',
  '- x,y\n1,2\n',
  '[x],[y]\n1,=2\n',
  '[x],[y]\n[1],[2]\n',
  'x,y\n{"a":1},b\n',
  '+-,y\n1,2\n',
];

/** Names of a first column, and what stands behind it, with which a text begins as such a file does. */
export const TEXTS_LIKE_THEM: readonly (readonly [name: string, delimiter: string])[] = [
  ...['x^2', 'x', ']', 'Rar!', 'BZhang', 'BZh91', 'PK', 'Objective', 'Orc', 'ORC', 'PARE', 'PAR1'],
  ...['<a>', 'version', '€', 'FEA1', 'CDF', 'Obj', 'RDX3', 'SIMPLE', 'LZIP', 'ARROW1', 's', '7z'],
  ...['begin', 'set a', 'copy', 'insert into', 'create table', '@relation', '<table>', '<html>'],
  ...['<head>', '%PDF', 'HEADER', 'MATLAB', 'LZ4', 'ustar'],
].flatMap((name) => [',', '\x01', ';'].map((delimiter) => [name, delimiter] as const));
