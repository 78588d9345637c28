type Spelling = readonly [cells: readonly string[], said?: RegExp];
type RowsCase = readonly [rows: string, said?: RegExp];

/** Cells of a column, taken in turn, and what is said of how they were read. Absent: nothing. */
export const SPELLINGS: readonly Spelling[] = [
  // Codes
  [['1E5', '12E12', '77'], /"1E5" are powers of ten/],
  [['1e+05', '2e+05', '77']],
  [['1.5E5', '2E3']],
  [['1.9', '1.10', '1.1'], /"1.10" lose the zeros at the end/],
  [['1.90', '1.10', '2.00']],
  [['112.5', '112.50', '7.25']],
  [['01234', '10001'], /lose the zeros in front/],
  // Markers of missing values
  [['red', 'green', '\\N'], /"\\\\N" \(\d+ rows\) may stand for a missing value/],
  [['red', 'n.v.', 'keine Angabe', 's/d'], /"n\.v\." .*"keine Angabe" .*"s\/d" /],
  [['1', '2', '3', '.a', '.b'], /"\.a" .*"\.b" /],
  [['red', '-', 'n.a.', '#REF!', 'nil'], /"-" .*"n\.a\." .*"#REF!" /],
  [['+', '-']],
  [['red', 'None', 'unknown', 'non']],
  [['#1', '#2', '#A', '#NVidia']],
  [['red', 'blue', '#NV'], /"#NV"/],
  [['1', '2', '#DIV/0!', '#WERT!'], /among \d+ cells of numbers/],
  [['2024-01-05', '2023-07-09', '2024-03-01', '9999-12-31'], /^9999-12-31 in \d+ rows/],
  [['2024-01-05 12:00', '2023-07-09 08:00', '1900-01-01 00:00'], /^1900-01-01 in \d+ rows/],
  [['1905-01-05', '1999-07-09', '1900-01-01']],
  // Numbers that are none
  [['inf', '-Infinity', '0.5'], /infinite numbers are not read/],
  [['="012"', '="013"', '=1+2'], /formulas are not worked out/],
  [['5.6k', '1.2M', '0.9k', '1k'], /units make texts/],
  [['5 kg', '12.5 kg', '7kg', '3 kg'], /units make texts/],
  [['5°C', '12°C'], /units make texts/],
  [['3 million', '4.5 million'], /units make texts/],
  [['12A', '12B', '13A', '13B']],
  [['7a', '8b', '9c', '10d']],
  [['TRUE', 'FALSE', '1', '0'], /booleans are read/],
  [['0', '1', '3']],
  [['10.0.0.1', '192.168.0.1', '172.16.0.1']],
  [['1.2.3', '1.10.0', '2.0.1']],
  [['M\uFFFDnchen', 'Berlin'], /letters that were lost/],
  [['Yes', 'yes', 'NO', 'no'], /differ in case/],
  [['Straße', 'STRASSE'], /differ in case/],
  [["O'Neil", 'O’Neil'], /differ in case, blanks, quotes or dashes/],
  // Days, and times that are none
  [['20240731', '20231231', '20230101'], /look like days/],
  [['20240731183000', '20231231000000', '20230101235959'], /look like days/],
  [['202407', '202312', '202301'], /look like months/],
  [['202407', '202313', '202301']],
  [['3. März 2024', '14. Mai 2024'], /dates are read/],
  [['2024-03-31T02:00+01:00[Europe/Berlin]', '2024-04-01T02:00+02:00[Europe/Berlin]'], /dates are/],
  [['20240731T100000Z', '20230731T100000Z'], /dates are read/],
  [['2024Q1', '2023Q4'], /have no order/],
  [['2024-W01', '2023-W52'], /have no order/],
  [['2024-11', '2023-10'], /have no order/],
  [['12:30', '8:05', '17:45'], /times and durations/],
  [['01/13/2011 11:32:00 PM +0000', '02/14/2011 01:00:00 AM +0000']],
  [['16:9', '4:3']],
];

/** Rows of a table of x, z and y, below that header, and what is said of the table. */
export const ROWS: readonly RowsCase[] = [
  ['p,1,a\nq,2,b\nx,z,y\np,3,a\nq,1,b\n', /^line 4 repeats the names of the columns/],
  ['p,1,a\nq,2,b\nx,3,b\n'],
  ['"one,1,a\ntwo",2,b\np,3,a\n', /on line 2 has 2 lines that look like rows/],

  ['p,1,"a\nq,2,b\nr,3,b"\np,2,c\n', /on line 2 has 3 lines/],
  ['"one, two\nthree, four, five",2,b\np,3,a\n'],
  [Array.from({ length: 30 }, (_, i) => `${i},${(i * 7) % 5},${'ab'[i % 2]}\n`).join(''), /count/],
  [Array.from({ length: 30 }, (_, i) => `${i * 2},${(i * 7) % 5},${'ab'[i % 2]}\n`).join('')],
];
