/** Tables of CSV as people export them, and what each column is read as. A case is a row. */

/** Numbers as they are read, NaN where a cell is missing; or what the reason or suspicion says. */
type Expected = readonly number[] | RegExp;

export interface CsvCase {
  readonly what: string;
  /** Repeated below the header until there are so many rows that a column can be text. */
  readonly header: string;
  readonly rows: readonly string[];
  /** By column. */
  readonly columns: Readonly<Record<string, Expected>>;
  readonly options?: Readonly<Record<string, string | number>>;
  /** What the format says. */
  readonly format?: RegExp;
}

const OPEN = /thousands.*decimal/;

export const CSV_CASES: readonly CsvCase[] = [
  {
    what: 'ends of lines that were written for Windows twice',
    header: 'n,x,y\r\r',
    rows: ['1,"2",a\r\r', '3,"4",b\r\r'],
    columns: { n: [1, 3], x: [2, 4] },
  },
  {
    what: 'German: points between thousands, commas before fractions',
    header: 'price;rooms;y',
    rows: ['1.202,43;3;a', '950,00;4;b', '1.000.000,5;5;a'],
    columns: { price: [1202.43, 950, 1000000.5], rooms: [3, 4, 5] },
    format: /decimal comma, thousands by "\." in "price"/,
  },
  {
    what: 'French: narrow no-break blanks between thousands',
    header: 'prix;surface;y',
    rows: ['1\u202f202,43;10,5;a', '950;11;b', '12\u202f000;12,25;a'],
    columns: { prix: [1202.43, 950, 12000], surface: [10.5, 11, 12.25] },
    format: /thousands by " " in "prix"/,
  },
  {
    what: 'no-break blanks without a fraction anywhere',
    header: 'n;y',
    rows: ['1\u00a0202;a', '950;b', '112\u00a0000;a'],
    columns: { n: [1202, 950, 112000] },
  },
  {
    what: 'plain blanks',
    header: 'n,y',
    rows: ['1 202.5,a', '950,b', '12 000,a'],
    columns: { n: [1202.5, 950, 12000] },
  },
  {
    what: 'codes in groups of three are no numbers',
    header: 'code,x,y',
    rows: ['123 456,1,a', '234 567,2,b', '345 678,3,a'],
    columns: { code: /different texts/ },
  },
  {
    what: 'Swiss: apostrophes',
    header: 'preis;y',
    rows: ["1'202.43;a", '950.50;b', '12’000;a'],
    columns: { preis: [1202.43, 950.5, 12000] },
    format: /thousands by "'" in "preis"/,
  },
  {
    what: 'American: quoted commas between thousands',
    header: 'price,share,y',
    rows: ['"1,202",0.5,a', '950,0.25,b', '"12,000",0.125,a'],
    columns: { price: [1202, 950, 12000], share: [0.5, 0.25, 0.125] },
    format: /thousands by "," in "price"/,
  },
  {
    what: 'commas that are repeated',
    header: 'n\ty',
    rows: ['1,202,000\ta', '950,000\tb', '12\ta'],
    columns: { n: [1202000, 950000, 12] },
  },
  {
    what: 'each column has its own mark',
    header: 'firmware;length;y',
    rows: ['2.1;132,64;a', '2.2;91,5;b', '3.0;141,13;a'],
    columns: { firmware: [2.1, 2.2, 3], length: [132.64, 91.5, 141.13] },
    format: /decimal comma in "length"/,
  },
  {
    what: 'points that may be either, between whole numbers',
    header: 'people;x;y',
    rows: ['1.794;1;a', '308;2;b', '39.702;3;a'],
    columns: { people: OPEN },
  },
  {
    what: 'the same as a choice',
    header: 'people;y',
    rows: ['1.794;a', '308;b', '39.702;a'],
    columns: { people: [1794, 308, 39702] },
    options: { thousands: '.' },
  },
  {
    what: 'or as the other',
    header: 'people;y',
    rows: ['1.794;a', '308;b', '39.702;a'],
    columns: { people: [1.794, 308, 39.702] },
    options: { decimal: '.' },
  },
  {
    what: 'commas that may be either, and no column says more',
    header: 'n;x;y',
    rows: ['1,794;1;a', '308;2;b', '39,702;3;a'],
    columns: { n: OPEN },
  },
  {
    what: 'commas that may be either, where semicolons go with points',
    header: 'n;x;y',
    rows: ['1,794;0.5;a', '308;0.25;b', '39,702;1.75;a'],
    columns: { n: OPEN, x: [0.5, 0.25, 1.75] },
  },
  {
    what: 'points that may be either, where other columns have decimal commas',
    header: 'n;x;y',
    rows: ['1.794;0,5;a', '308;0,25;b', '39.702;1,75;a'],
    columns: { n: [1794, 308, 39702], x: [0.5, 0.25, 1.75] },
  },
  {
    what: 'three decimals in all cells, separated by commas',
    header: 'x,y',
    rows: ['1.794,a', '2.308,b', '39.702,a'],
    columns: { x: [1.794, 2.308, 39.702] },
    format: /points taken for decimal marks in "x"/,
  },
  {
    what: 'three decimals among others',
    header: 'x,y',
    rows: ['1.794,a', '0.308,b', '39.702,a'],
    columns: { x: [1.794, 0.308, 39.702] },
  },
  {
    what: 'a delimiter that units have too',
    header: 'Length, cm;Width, cm;y',
    rows: ['5,1;3,5;a', '4,9;3,0;b', '6,25;2,8;a'],
    columns: { 'Length, cm': [5.1, 4.9, 6.25], 'Width, cm': [3.5, 3, 2.8] },
    format: /separated by ";", decimal comma/,
  },
  {
    what: 'a delimiter at the end of every row but the header',
    header: 'a,b,y',
    rows: ['1,2,u,', '3,4,v,', '5,6,u,'],
    columns: { a: [1, 3, 5], b: [2, 4, 6] },
    format: /a delimiter at the end of each row/,
  },
  {
    what: 'blanks before quotes',
    header: 'a, "b" ,"y"',
    rows: ['1, "2,5", "u"', '3, "4,25" , "v"', '5,\t"6,75", "u"'],
    columns: { a: [1, 3, 5], b: [2.5, 4.25, 6.75] },
  },
  {
    what: 'a title and a line of units',
    header: 'Measured in 2024, by hand\na,b,y\ncm,kg,',
    rows: ['1,2,u', '3,4,v', '5,6,u'],
    columns: { a: [1, 3, 5], b: [2, 4, 6] },
    options: { skipRows: 1, skipRowsAfterHeader: 1 },
    format: /1 line above the header left out, 1 row below it left out/,
  },
  {
    what: "pandas' spellings of a missing value",
    header: 'a,y',
    rows: ['1,u', 'N/A,v', '<NA>,u', '#N/A,v', '-nan,u', '1.#QNAN,v', '2,u'],
    columns: { a: [1, NaN, NaN, NaN, NaN, NaN, 2] },
  },
  {
    what: 'moments with the zone of Postgres and BigQuery',
    header: 't,x,y',
    rows: [
      '2023-01-10 10:10:10.5+01,1,a',
      '2023-02-11 11:11:11 UTC,2,b',
      '2023-02-12 00:00:00-08,3,a',
    ],
    columns: { x: [1, 2, 3], 't.hour': [9, 11, 8] },
  },
  {
    what: 'times of twelve hours, as JavaScript and Excel write them',
    header: 't;x;y',
    rows: ['1/31/2024, 12:10 AM;1;a', '2/2/2024 11:11:30 AM;2;b', '3/2/2024 1:11 PM;3;a'],
    columns: { x: [1, 2, 3], 't.hour': [0, 11, 13], 't.month': [1, 2, 3] },
  },
  {
    what: "months by their English names, as SAS and R's %b write them",
    header: 't,x,y',
    rows: ['31-JAN-2024,1,a', '02 February 2024,2,b', '"Mar 2, 2024",3,a'],
    columns: { x: [1, 2, 3], 't.day': [31, 2, 2], 't.month': [1, 2, 3] },
  },
  {
    what: 'Indian: lakhs and crores',
    header: 'n,x,y',
    rows: ['"12,34,567",1,a', '950,2,b', '"1,23,45,678.5",3,a'],
    columns: { n: [1234567, 950, 12345678.5] },
    format: /thousands by "," in "n"/,
  },
  {
    what: "Swedish: Unicode's minus, and no-break blanks between thousands",
    header: 'n;x;y',
    rows: ['\u22121\u00a0202,43;1;a', '950;2;b', '\u22120,5;3;a'],
    columns: { n: [-1202.43, 950, -0.5] },
    format: /decimal comma, thousands by " " in "n"/,
  },
  {
    what: 'dates and moments of SAS',
    header: 't,u,x,y',
    rows: [
      '31JAN2024,31JAN2024:10:30:00,1,a',
      '02FEB2024,02FEB2024:23:59:00,2,b',
      '03MAR2024,03MAR2024:00:00:00,3,a',
    ],
    columns: { 't.day': [31, 2, 3], 'u.hour': [10, 23, 0] },
  },
  {
    what: 'times with points, as in Finland and Indonesia, and hours alone',
    header: 't;u;x;y',
    rows: [
      '31.01.2024 18.30;2024-01-31 18;1;a',
      '02.02.2024 7.05;2024-02-02 07;2;b',
      '03.03.2024 0.00;2024-03-03 00;3;a',
    ],
    columns: { 't.hour': [18, 7, 0], 'u.hour': [18, 7, 0] },
  },
  {
    what: 'months',
    header: 't,u,v,x,y',
    rows: [
      '2024-01,Jan 2024,01/2024,1,a',
      '2023-12,Dec 2023,12/2023,2,b',
      '2024-03,Mar 2024,03/2024,3,a',
    ],
    columns: {
      't.days': [19723, 19692, 19783],
      'u.month': [1, 12, 3],
      'v.year': [2024, 2023, 2024],
    },
  },
  {
    what: 'quarters',
    header: 't,u,x,y',
    rows: ['2024Q1,Q1 2024,1,a', '2023Q4,Q4 2023,2,b', '2024Q2,Q2 2024,3,a'],
    columns: { 't.days': [19723, 19631, 19814], 'u.month': [1, 10, 4] },
  },
  {
    what: 'years of two digits',
    header: 't,x,y',
    rows: ['1/2/24 10:10 PM,1,a', '2/2/24 11:11 AM,2,b', '3/2/24 1:11 PM,3,a'],
    columns: { t: /four digits of the year/ },
  },
  {
    what: 'months of another language',
    header: 't,x,y',
    rows: ['1. Mai 2024,1,a', '2. März 2024,2,b', '3 de enero de 2024,3,a', '4/Mai/2024,4,b'],
    columns: { t: /written like 2024-07-31, 31\/07\/2024 or 31-Jul-2024/ },
  },
  {
    what: 'dates of Czech and Korean',
    header: 't,x,y',
    rows: ['1. 1. 2024,1,a', '2024년 1월 2일,2,b', '2024年1月3日,3,a'],
    columns: { t: /dates are read/ },
  },
  {
    what: 'an invisible character in a number',
    header: 'v,x,y',
    rows: ['0.5\u200b,1,a', '0.25,2,b', '1.5\u200b,3,a'],
    columns: { v: /invisible character \(U\+200B\)/ },
  },
];
