/** Files that are one table, in any order, and what they say together of the numbers of column x. A case is a row. */
export interface FilesCase {
  readonly what: string;
  /** Cells of x by file; y is a letter. */
  readonly files: readonly FileCase[];
  /** In a column beside it. Default: there is none. */
  readonly z?: string;
  /** By file. A text: what the refusal, or the reason to leave x out, says. */
  readonly x: readonly (readonly number[])[] | RegExp;
}

/** Cells between semicolons or, in quotes, between commas; or numbers of JSON. */
type FileCase = readonly [delimiter: ';' | ',' | 'json', ...cells: readonly string[]];

const DISAGREE = /as in \d\.csv.*numbers of all files with the same marks/;

export const FILES_CASES: readonly FilesCase[] = [
  {
    what: 'whole numbers and German ones',
    files: [
      [';', '12', '3456'],
      [';', '1.202,43', '7'],
    ],
    x: [
      [12, 3456],
      [1202.43, 7],
    ],
  },
  {
    what: 'the same between commas',
    files: [
      [',', '12', '3456'],
      [',', '1.202,43', '7'],
      [',', '8', '9'],
    ],
    x: [
      [12, 3456],
      [1202.43, 7],
      [8, 9],
    ],
  },
  {
    what: 'whole numbers and English ones',
    files: [
      [',', '12', '3456'],
      [',', '1,202.43', '7'],
    ],
    x: [
      [12, 3456],
      [1202.43, 7],
    ],
  },
  {
    what: 'whole numbers and fractions',
    files: [
      [';', '12', '3456'],
      [';', '1.202', '1.5'],
    ],
    x: [
      [12, 3456],
      [1.202, 1.5],
    ],
  },
  {
    what: 'points that may be either, and German ones',
    files: [
      [';', '1.202', '12'],
      [';', '1.202,43', '7'],
    ],
    x: [
      [1202, 12],
      [1202.43, 7],
    ],
  },
  {
    what: 'points that may be either before and behind German ones',
    files: [
      [';', '1.202', '12'],
      [';', '1.202,43', '7'],
      [';', '3.404', '9'],
      [';', '5.606', '4.707'],
    ],
    x: [
      [1202, 12],
      [1202.43, 7],
      [3404, 9],
      [5606, 4707],
    ],
  },
  {
    what: 'three decimals between commas, and points that may be either between semicolons',
    files: [
      [',', '1.202', '12.5'],
      [';', '3.404', '9'],
    ],
    x: [
      [1.202, 12.5],
      [3.404, 9],
    ],
  },
  {
    what: 'points that may be either, where another column has points, and German ones',
    files: [
      [';', '1.202', '12'],
      [';', '1.202,43', '7'],
    ],
    z: '0.5',
    x: [
      [1202, 12],
      [1202.43, 7],
    ],
  },
  {
    what: 'numbers of JSON beside German ones',
    files: [
      [';', '1.202,43', '7,5'],
      ['json', '12', '1000'],
    ],
    x: [
      [1202.43, 7.5],
      [12, 1000],
    ],
  },
  {
    what: 'many different whole numbers and German ones',
    files: [
      [';', ...Array.from({ length: 5_000 }, (_, i) => String(7 * i))],
      [';', '1.202,43', '7'],
    ],
    x: [Array.from({ length: 5_000 }, (_, i) => 7 * i), [1202.43, 7]],
  },
  {
    what: 'English and German ones',
    files: [
      [',', '1,202.43', '7'],
      [';', '1.202,43', '7'],
    ],
    x: DISAGREE,
  },
  {
    what: 'points and commas before fractions',
    files: [
      [';', '1.5', '7'],
      [';', '2,5', '7'],
    ],
    x: DISAGREE,
  },
  {
    what: 'quoted commas that may be either, and German ones',
    files: [
      [',', '1,202', '12'],
      [';', '1.202,43', '7'],
    ],
    x: DISAGREE,
  },
  {
    what: 'commas and points that may be either',
    files: [
      [',', ...Array.from({ length: 30 }, (_, i) => `${i + 1},20${i % 10}`)],
      [';', ...Array.from({ length: 30 }, (_, i) => `${i + 1}.20${i % 10}`)],
    ],
    x: /commas and points may stand .*: write all of them with the same marks/,
  },
];
