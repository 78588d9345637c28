type Spelling = readonly [cells: readonly string[], said?: RegExp];
type RowsCase = readonly [rows: string, said?: RegExp];

/** Cells of a column, taken in turn, and what is said of how they were read. Absent: nothing. */
export const SPELLINGS: readonly Spelling[] = [
  // Codes
  [['1E5', '12E12', '77'], /"1E5" are powers of ten/],
  [['1e+05', '2e+05', '77']],
  [['1.5E5', '2E3']],
  [['1.9', '1.10', '1.1'], /"1.10" lose the zeros at the end/],
  [['1.9', '1.10', '1.11'], /"1.10" lose the zeros at the end/],
  [['1.90', '1.10', '2.00']],
  [['112.5', '112.50', '7.25']],
  [['01234', '10001'], /lose the zeros in front/],
  [['01.02', '31.12', '15.07'], /"01\.02" lose the zeros in front/],
  [['0.5', '0', '-0.25']],
  [['4.00638E+12', '4.00641E+12', '5E+12'], /were shortened/],
  [['4.00638e+12', '4.0e+12']],
  // Signs that are not those of a number, and dates with blanks
  [['\u20131.5', '2.5', '3', '\u20144'], /"\u20131.5": numbers are read where/],
  [['\u200e1', '\u200e25', '37'], /U\+200E\) is no part of a number/],
  [['05 01 2024', '31 12 2023', '17 02 2024'], /dates are read where/],
  // Codes that spell a missing value
  [['DE', 'FR', 'NA', 'US', 'ZA', 'BW'], /"NA" \(\d+ rows\) is read as a missing value/],
  [['H', 'He', 'Li', 'Na', 'K', 'C'], /"Na" \(\d+ rows\) is read as a missing value/],
  [['DE', 'FR', '', 'US', 'ZA', 'BW']],
  [['red', 'green', 'NA', 'blue', 'grey', 'pink']],
  // Rows of sums
  [['north', 'south', 'west', 'Subtotal'], /"Subtotal" \(\d+ rows\) may be sums of other rows/],
  [['Nord', 'Süd', 'West', 'Gesamt'], /"Gesamt" .* may be sums/],
  [['Москва', 'Омск', 'Тверь', 'Итого'], /"Итого" .* may be sums/],
  [['north', 'total']],
  [['Total SA', 'Shell', 'BP', 'Eni']],
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
  [
    ['1.5', '2.25', '-3.4028235e+38'],
    /^-3\.4028235e\+38 in \d+ rows, all others from 1\.5 to 2\.25/,
  ],
  [['1.5', '2.25', '1e20'], /^1e\+20 in \d+ rows.*=1e\+20$/],
  [['15', '225', '-32768'], /^-32768 in \d+ rows/],
  [['15', '225', '2147483647'], /^2147483647 in \d+ rows/],
  [['15', '40000', '32768']],
  [
    ['1', '2', '1e309'],
    /^"1e309" \(line 4\), a number outside the range of float64, among 40 cells/,
  ],
  [
    ['1', '2', '9007199254740993.0', '3'],
    /^"9007199254740993\.0" .* a whole number that float64 does not hold, among/,
  ],
  [
    ['1', '2', '9007199254740993', '3', '9007199254740995'],
    /^"9007199254740993" .* "9007199254740995" \(line 6\), each a whole number that float64 does not hold, among/,
  ],
  // Numbers that are none
  [['inf', '-Infinity', '0.5'], /infinite numbers are not read/],
  [['６５０．２３', '１２．５'], /numbers are read/],
  [['٦٥٠٫٢٣', '١٢٫٥'], /numbers are read/],
  [['12.50-', '7.25'], /numbers are read/],
  [['<0.5', '1.25', '>20'], /numbers are read/],
  [['1.5*', '2.25', '3**'], /with nothing before or behind/],
  [['1.5±0.1', '2.5±0.2'], /with nothing before or behind/],
  [['1.5×10^3', '2.5x10-4'], /with nothing before or behind/],
  [['0x1F', '0x0A'], /with nothing before or behind/],
  [["'12", "'7"], /with nothing before or behind/],
  [['12 1/8', '7 3/4'], /with nothing before or behind/],
  [['½', '1½', '3'], /with nothing before or behind/],
  [['5[1]', '6', '7[b]'], /with nothing before or behind/],
  [['10²', '20³', '7'], /with nothing before or behind/],
  [['1.5·10³', '2·10⁻⁴'], /with nothing before or behind/],
  [['0b101', '0o17'], /with nothing before or behind/],
  [['USD 5', 'USD 12', 'EUR 7'], /without currency signs/],
  [['R$ 1.234,50', 'R$ 7', 'R$ 12,5'], /without currency signs/],
  [['US$5.20', 'A$7', 'HK$12'], /without currency signs/],
  [['kr. 5', '12,50 kr', 'kr 7'], /without currency signs/],
  [['Rs. 500', 'Rs 12', 'S/. 7'], /without currency signs/],
  [['5,20 zł', '7 Kč', '12 Ft'], /without currency signs/],
  [['0x1.4b9ad0f953a6ep-2', '0x1.8p+1'], /with nothing before or behind/],
  [['48.85 2.35', '51.5 -0.12'], /two numbers are read/],
  [['"1.5"', '"2.5"'], /write straight ones/],
  [['c', 'a&amp;b', 'd'], /^levels such as "a&amp;b": .*spelled as in HTML/],
  [['gr+APw-n', 'red'], /UTF-7/],
  [['R&D;', 'a+b-c', 'AT&T']],
  [['P1', 'P2', 'p3']],
  [['2024 01 31', '2023 12 25'], /dates are read/],
  [['令和6年1月31日', '平成5年12月25日'], /dates are read/],
  [['2024-02-30', '2024-01-02', '2024-01-03'], /"2024-02-30": most of the others are dates/],
  [['2024-01-01 24:00', '2024-01-02 10:00', '2024-01-03 00:00'], /24:00": most of the others are/],
  [['-0044-03-15', '2024-01-01', '2024-01-02'], /"-0044-03-15": most of the others are dates/],
  [['02/30/2024', '02/13/2024', '03/14/2024'], /"02\/30\/2024": most of the others are dates/],
  [['2024-01-01', '2024-01-02', 'unknown'], /"unknown": most of the others are dates/],
  [['0/3', '1/3', '2/3'], /two numbers are read/],
  [['2023/24', '2024/25']],
  [['/Date(1672531200000)/', '/Date(1672617600000)/'], /dates are read/],
  [['120/80', '135 / 85'], /two numbers are read/],
  [['0.5D+02', '1.25D-01', '.5d3'], /written with an E/],
  [['“red”', '“blue”'], /write straight ones/],
  [['MÃ¼nchen', 'KÃ¶ln', 'Berlin'], /write the file again in UTF-8/],
  [['Ãrgüp', 'São Paulo']],
  [['(1,234.50)', '17.00'], /numbers are read/],
  [['+49 89 869377', '089 12345']],
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
  [monthly((month) => `24${month}15`), /look like days/],
  [monthly((month) => `15${month}2024`), /look like days/],
  [monthly((month) => `${month}312024`), /look like days/],
  [monthly((month) => `5${month}15`), /look like days/],
  [monthly((month) => `24${month}99`)],
  // Rooms
  [[...monthly((month) => `1${month}`), ...monthly((month) => `2${month}`)]],
  [['20240731183000', '20231231000000', '20230101235959'], /look like days/],
  [['202407', '202312', '202301'], /look like months/],
  [['202407', '202313', '202301']],
  [['2024005', '2023366', '2024120'], /look like days/],
  [['2024-005', '2023-365', '2024-120'], /dates are read/],
  [['2024005', '2023400', '2024120']],
  [['3. März 2024', '14. Mai 2024'], /dates are read/],
  [['2024. 1. 3.', '2023. 12. 25.'], /dates are read/],
  [['[03/Jan/2024:10:11:12 +0000]', '[25/Dec/2023:07:00:00 +0000]'], /dates are read/],
  [
    ['2024-03-31T02:00+01:00[Europe/Berlin]', '2024-04-01T02:00+02:00[Europe/Berlin]'],
    /time behind a date/,
  ],
  [['31.07.2024 18:30 Uhr', '01.08.2024 07:15 Uhr'], /time behind a date/],
  [['2024-07-31 18:30 CEST', '2024-08-01 18:30 CEST'], /its zone like Z, UTC or \+02:00/],
  [['Wed 31 Jul 2024', 'Thu 01 Aug 2024'], /dates are read/],
  [['Jul-24', 'Aug-23'], /dates are read .* with four digits of the year/],
  [['31JUL24', '01AUG23'], /dates are read .* with four digits of the year/],
  [['2024-W31-3', '2023-W01-1'], /dates are read .* 31-Jul-2024$/],
  [['20240731T100000Z', '20230731T100000Z'], /dates are read/],
  [['2024Q1', '2023Q4']],
  [['2024-11', '2023-10']],
  [
    ['2024-01-01T00:00:00', '2024-01-02T01:30:00Z', '2024-01-03'],
    /"2024-01-01T00:00:00" have no zone and are read as UTC/,
  ],
  [
    ['2024-01-01 10:00+02', '2024-01-02 11:00', '2024-01-03 12:30'],
    /such as "2024-01-01 10:00\+02" have/,
  ],
  [['2024-01-01 10:00+02', '2024-01-02 11:00Z', '2024-01-03 12:30 UTC', '2024-01-03']],
  [['31.12.2024 10.30', '30.11.2024 11.45', '29.10.2024 7.05']],
  [['2024T1', '2023T4'], /quarters are read/],
  [['Q1 24', 'Q4 23'], /quarters are read/],
  [['H1 2024', 'H22023'], /quarters are read/],
  [['H0001', 'H0120', 'H0012']],
  [['W1203', 'W2417', 'T0101']],
  [['2024-W01', '2023-W52'], /weeks where the day is named/],
  [['KW 1 2024', 'KW 52 2023'], /weeks where the day is named/],
  [['2010-11', '2011-12', '2009-10']],
  [['01.2024', '12.2023', '07.2023'], /look like months/],
  [['2024.01', '2023.12', '2023.07'], /look like months/],
  [['1.2024', '1.2051', '0.9']],
  [['1722384000123', '1690848000123', '1690848000124'], /look like milliseconds since 1970/],
  [['1722384000', '1690848000', '1690848111'], /look like seconds since 1970/],
  [['1722384000', '690848000', '2190848111']],
  // Workdays, first and last days of months as spreadsheets count, and numbers that are none
  [Array.from({ length: 30 }, (_, i) => `${45_292 + 7 * (i >> 2) + (i % 4)}`), /look like days/],
  [Array.from({ length: 30 }, (_, i) => `${7 * (5_000 + i) + 2}`)],
  [['45292', '45323', '45352', '45383', '45413', '45444'], /look like days since 1899-12-30/],
  [['45322', '45351', '45382', '45412', '45443', '45473'], /look like days since 1899-12-30/],
  [['45292', '45324', '45352', '45383', '45413', '45444']],
  [['45292.5', '45323', '45352', '45383', '45413', '45444']],
  [Array.from({ length: 30 }, (_, i) => `${25_000 + 1_000 * i}`)],
  [['12:30', '8:05', '17:45'], /times and durations/],
  [['10.30 AM', '6.15 pm'], /times and durations/],
  [['10h30', '6h15'], /times and durations/],
  [['1h 20m', '2h 5m'], /times and durations/],
  [['PT1H20M', 'PT5M'], /times and durations/],
  [['2 days 03:04:05', '1 days 00:04:05'], /times and durations/],
  [["48°51'N", "2°21'E"], /coordinates are read/],
  [['01/13/2011 11:32:00 PM +0000', '02/14/2011 01:00:00 AM +0000']],
  [['16:9', '4:3']],
  [['31/01/2567', '14/02/2566'], /may be of another calendar/],
  [['1402-05-10', '1401-12-29'], /may be of another calendar/],
  [['1595-05-10', '2024-12-29']],
];

/** Rows of a table of x, z and y, below that header, and what is said of the table. */
export const ROWS: readonly RowsCase[] = [
  ['p,1,a\nq,2,b\nx,z,y\np,3,a\nq,1,b\n', /^line 4 repeats the names of the columns/],
  ['p,1,a\nq,2,b\nx,3,b\n'],
  ['"one,1,a\ntwo",2,b\np,3,a\n', /on line 2 has 2 lines that look like rows/],

  ['p,1,"a\nq,2,b\nr,3,b"\np,2,c\n', /on line 2 has 3 lines/],
  ['"one, two\nthree, four, five",2,b\np,3,a\n'],
  [
    serials(45_292, 300),
    /^column "x": numbers .* look like days since|^numbers from .* look like days/,
  ],
  [serials(25_292, 300)],
  // Salaries beside days of birth
  [salaries(300)],
  [`name,size,class\n${'p,big,a\nq,small,b\n'.repeat(6)}`, /^line 2 may be a second line of names/],
  [`p,big,a\n${'p,big,a\nq,small,b\n'.repeat(6)}`],
  [`name,size,class\n${'p,big,a\nq,small,b\n'.repeat(6)}r,big,a\n`],
  [Array.from({ length: 30 }, (_, i) => `${i},${(i * 7) % 5},${'ab'[i % 2]}\n`).join(''), /count/],
  [Array.from({ length: 30 }, (_, i) => `${i * 2},${(i * 7) % 5},${'ab'[i % 2]}\n`).join('')],
];

/** Numbers beside the dates of the first half of 2024, which are the same days if they begin at 45,292. */
function serials(from: number, rows: number): string {
  const row = (_: unknown, i: number) => {
    const day = (i * 67) % 181;
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${from + ((i * 31) % 181)},${date},${'ab'[i % 2]}\n`;
  };
  return Array.from({ length: rows }, row).join('');
}

/** Whole numbers below 45,000 beside dates from 1955 to 2004, which most of them would be as days, too. */
function salaries(rows: number): string {
  const row = (_: unknown, i: number) => {
    const born = new Date(Date.UTC(1955, 0, 1 + ((i * 6_701) % 18_000))).toISOString().slice(0, 10);
    return `${20_000 + ((i * 7_919) % 25_000)},${born},${'ab'[i % 2]}\n`;
  };
  return Array.from({ length: rows }, row).join('');
}

/** A cell for each month. */
function monthly(write: (month: string) => string): string[] {
  return Array.from({ length: 12 }, (_, i) => write(String(i + 1).padStart(2, '0')));
}
