import type { CellFormat } from '@lambda-forest/schema';

import type { TextChoice } from '../src/index.ts';

/** A text, how it is described, and the numbers' formats that are no plain ones, by column. */
export interface DialectCase {
  readonly text: string;
  readonly is: string;
  readonly formats?: Readonly<Record<string, CellFormat>>;
  readonly choice?: TextChoice;
}

const POINT = { decimal: '.' } as const;
const COMMA = { decimal: ',' } as const;
/** Cells such as 1.500 are refused. */
const OPEN = { decimal: '.', isOpen: true } as const;

export const DIALECTS: readonly DialectCase[] = [
  {
    text: 'a;b\n1.202,43;3\n1.000.000,5;5\n',
    is: 'CSV separated by ";", decimal comma, thousands by "." in "a"',
    formats: { a: { ...COMMA, thousands: '.' }, b: COMMA },
  },
  {
    text: "a\tb\n1'202.43\tx\n12’000\ty\n",
    is: `CSV separated by tabs, thousands by "'" in "a"`,
    formats: { a: { ...POINT, thousands: "'" } },
  },
  {
    text: 'a,b\n"1,202",0.5\n950,0.25\n',
    is: 'CSV separated by ",", thousands by "," in "a"',
    formats: { a: { ...POINT, thousands: ',' } },
  },
  {
    text: 'a;b\n1\u202f202;x\n950;y\n',
    is: 'CSV separated by ";", thousands by " " in "a"',
    formats: { a: { ...OPEN, thousands: ' ' }, b: OPEN },
  },
  { text: 'a,b\r\r\n1,x\r\r\n2,y\r\r\n', is: 'CSV separated by ","' },
  {
    text: 'code;b\n123 456;x\n234 567;y\n',
    is: 'CSV separated by ";"',
    formats: { code: OPEN, b: OPEN },
  },
  {
    text: 'a;b\n1.794;0,5\n308;0,25\n',
    is: 'CSV separated by ";", decimal comma, thousands by "." in "a"',
    formats: { a: { ...COMMA, thousands: '.' }, b: COMMA },
  },
  {
    text: 'a,b\n1.794,x\n2.308,y\n',
    is: 'CSV separated by ",", points taken for decimal marks in "a"',
  },
  {
    text: 'a;b\n1.794;1\n308;2\n',
    is: 'CSV separated by ";"',
    formats: { a: OPEN, b: OPEN },
  },
  {
    text: 'a;b\n1,794;0.5\n308;0.25\n',
    is: 'CSV separated by ";"',
    formats: { a: OPEN },
  },
  {
    text: 'a;b\n1.794;x\n308;y\n',
    is: 'CSV separated by ";", decimal comma, thousands by "."',
    formats: { a: { ...COMMA, thousands: '.' }, b: { ...COMMA, thousands: '.' } },
    choice: { thousands: '.' },
  },
  {
    text: 'a;b\n1,500;2\n',
    is: 'CSV separated by ";", thousands by "," in "a"',
    formats: { a: { ...POINT, thousands: ',' } },
    choice: { decimal: '.' },
  },
  { text: "a,b\n1,'x,y'\n2,'z'\n", is: `CSV separated by ",", quoted by '` },
  { text: 'a,b\n1,2,\n3,4,\n', is: 'CSV separated by ",", a delimiter at the end of each row' },
  {
    text: 'Title; of 2024\na,b\ncm,kg\n1,2\n',
    is: 'CSV separated by ",", 1 line above the header left out, 1 row below it left out',
    choice: { skipRows: 1, skipRowsAfterHeader: 1 },
  },
];

/** Lines of a text that was read as one column, or as rows of different length, and what may separate its cells. */
export const SEPARATORS: readonly (readonly [
  lines: readonly string[],
  said: string | undefined,
])[] = [
  [['x`y`z', '1`a`b', '2`b`b'], 'if "`" separates the cells, say \u2063delimiter\u2063=\'`\''],
  [['x\\y\\z', '1\\a\\b', '2\\b\\b'], "separates the cells, say \u2063delimiter\u2063='\\'"],
  [['x$y$z', '1$a$b', '2$b$b'], 'if "$" separates the cells, say \u2063delimiter\u2063=\'$\''],
  [['x y z', '1 a b', '2 b b'], 'if " " separates the cells, say \u2063delimiter\u2063=" "'],
  [['x:y', '1:a'], '=":"'],
  [['day of week:y', 'Monday:1', 'Tuesday:2'], '=":"'],
  [['x^y', '1^a'], '="^"'],
  [['x~y', '1~a'], '="~"'],
  [['x#y', '1#a'], '="#"'],
  [['x§y', '1§a'], '="§"'],
  [['x::y', '1::a'], "sep=r'::'"],
  [['x~|~y', '1~|~a'], "sep=r'~[|]~'"],
  [['x$^y', '1$^a'], "sep=r'[$]\\x5e'"],
  [['x!!y', '1!!a'], "sep=r'\\x21\\x21'"],
  [['x\\`y', '1\\`a'], "sep=r'\\x5c\\x60'"],
  [['x\u0001y', '1\u0001a'], "=$'\\x01'"],
  [['x y', '1,5 a'], '=" "'],
  [['x   y', '12  a', ' 3  b'], 'sep='],
  [['x y', '12  a', ' 3  b'], 'sep='],
  [['x   name', '12  a b', ' 3  b'], 'read_fwf'],
  [['x:y', '1:12:30'], undefined],
  [['length', '1.5', '-2'], undefined],
  [['first_name', 'Ada'], undefined],
];
