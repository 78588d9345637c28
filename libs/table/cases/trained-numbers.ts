import type { CellFormat } from '@lambda-forest/schema';

import type { TextChoice } from '../src/index.ts';

const POINT = { decimal: '.' } as const;
/** Of whole numbers alone. */
const WHOLE = { decimal: '.', isOpen: true } as const;
const COMMA = { decimal: ',' } as const;
const GERMAN = { decimal: ',', thousands: '.' } as const;
const ENGLISH = { decimal: '.', thousands: ',' } as const;
const SWISS = { decimal: '.', thousands: "'" } as const;
const FRENCH = { decimal: ',', thousands: ' ' } as const;

/** A file for a model: how training wrote its columns x and z, and what each cell of x is read as. */
export interface TrainedCase {
  readonly what: string;
  readonly trained: readonly (CellFormat | undefined)[];
  readonly text: string;
  /** NaN: refused. */
  readonly x: readonly number[];
  /** Whether a line says that the file writes numbers otherwise. Default: no. */
  readonly isSaid?: true;
  readonly choice?: TextChoice;
}

export const TRAINED_CASES: readonly TrainedCase[] = [
  // As in training
  { what: 'German', trained: [GERMAN, GERMAN], text: 'x;z\n9.202;3\n', x: [9202] },
  { what: 'German, by tabs', trained: [GERMAN, GERMAN], text: 'x\tz\n9.202\t3\n', x: [9202] },
  { what: 'German, alone', trained: [GERMAN], text: 'x\n9.202\n', x: [9202] },
  { what: 'German in quotes', trained: [GERMAN, GERMAN], text: 'x,z\n9.202,"1,5"\n', x: [9202] },
  { what: 'commas', trained: [COMMA, COMMA], text: 'x;z\n9,202;3\n', x: [9.202] },
  { what: 'commas, without thousands', trained: [COMMA], text: 'x\n9.202\n', x: [NaN] },
  { what: 'points', trained: [POINT, POINT], text: 'x,z\n9.202,3\n', x: [9.202] },
  { what: 'points behind semicolons', trained: [POINT, POINT], text: 'x;z\n9.202;3\n', x: [9.202] },
  { what: 'points, and a comma', trained: [POINT, POINT], text: 'x;z\n9,202;0.5\n', x: [NaN] },
  { what: 'whole numbers', trained: [WHOLE, WHOLE], text: 'x,z\n9.202,3\n5,1\n', x: [9.202, 5] },
  { what: 'English', trained: [ENGLISH, POINT], text: 'x,z\n"9,202",0.5\n', x: [9202] },
  { what: 'English by tabs', trained: [ENGLISH, POINT], text: 'x\tz\n9,202\t1\n', x: [9202] },
  { what: 'Swiss', trained: [SWISS, SWISS], text: "x;z\n9'202;3\n9.202;1\n", x: [9202, 9.202] },
  { what: 'French', trained: [FRENCH, FRENCH], text: 'x;z\n9 202;3\n9,202;1\n', x: [9202, 9.202] },
  { what: 'each its own', trained: [GERMAN, POINT], text: 'x;z\n9.202;0.5\n', x: [9202] },
  {
    what: 'a single slip',
    trained: [COMMA, COMMA],
    text: 'x;z\n1,5;3\n2,5;1\n1.5;1\n',
    x: [1.5, 2.5, NaN],
  },

  // As many cells with either mark
  {
    what: 'commas',
    trained: [COMMA, COMMA],
    text: 'x;z\n80,5;3\n80.5;1\n',
    x: [80.5, NaN],
  },
  {
    what: 'German in quotes',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n"1.202,5",3\n1202.5,1\n9.202,1\n',
    x: [1202.5, NaN, 9202],
  },
  {
    what: 'points',
    trained: [POINT, POINT],
    text: 'x;z\n80,5;3\n80.5;1\n',
    x: [NaN, 80.5],
  },
  {
    what: 'they say nothing of another column',
    trained: [GERMAN, GERMAN],
    text: 'x;z\n9.202;80,5\n9.202;80.5\n',
    x: [9202],
  },
  {
    what: 'whole numbers, beside commas',
    trained: [WHOLE, COMMA],
    text: 'x;z\n80,5;0,5\n80.5;1\n',
    x: [80.5, NaN],
    isSaid: true,
  },

  // By a program that writes points and commas between the cells
  {
    what: 'no cell says more',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,3\n1.500,2\n',
    x: [NaN, NaN],
  },
  {
    what: 'nor a whole one',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,3\n15,2\n',
    x: [NaN, 15],
  },
  { what: 'nor without thousands', trained: [COMMA, COMMA], text: 'x,z\n9.202,3\n', x: [NaN] },
  { what: 'nor French', trained: [FRENCH, FRENCH], text: 'x,z\n9.202,3\n', x: [NaN] },
  {
    what: 'nor a column that always had points',
    trained: [GERMAN, POINT],
    text: 'x,z\n9.202,0.5\n',
    x: [NaN],
  },
  { what: 'quoted commas', trained: [GERMAN, GERMAN], text: 'x,z\n"9,202",3\n', x: [NaN] },
  {
    what: 'one with two decimals',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,3\n1202.43,1\n',
    x: [9.202, 1202.43],
    isSaid: true,
  },
  {
    what: 'one with one, each its own',
    trained: [GERMAN, POINT],
    text: 'x,z\n9.202,0.5\n1.5,2\n',
    x: [9.202, 1.5],
    isSaid: true,
  },
  {
    what: 'another column',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,0.5\n',
    x: [9.202],
    isSaid: true,
  },
  {
    what: 'none has three',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n1202.43,3\n9.2,1\n',
    x: [1202.43, 9.2],
    isSaid: true,
  },
  { what: 'whole numbers alone', trained: [GERMAN, GERMAN], text: 'x,z\n1202,3\n', x: [1202] },
  { what: 'whole numbers in quotes', trained: [GERMAN, GERMAN], text: 'x,z\n"12",3\n', x: [12] },
  {
    what: 'whole numbers beside others',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n1.5,3\n',
    x: [1.5],
    isSaid: true,
  },
  {
    what: 'behind semicolons',
    trained: [GERMAN, GERMAN],
    text: 'x;z\n9.202;3\n9.2;1\n',
    x: [9.202, 9.2],
    isSaid: true,
  },
  {
    what: 'where others are as they were',
    trained: [GERMAN, COMMA],
    text: 'x;z\n9.202;0,5\n9.2;1\n',
    x: [NaN, 9.2],
    isSaid: true,
  },

  // Semicolons and commas, for a model of points
  {
    what: 'commas',
    trained: [POINT, POINT],
    text: 'x;z\n9,202;3\n1,5;1\n',
    x: [9.202, 1.5],
    isSaid: true,
  },
  {
    what: 'commas elsewhere',
    trained: [POINT, POINT],
    text: 'x;z\n9.202;0,5\n',
    x: [9202],
    isSaid: true,
  },
  { what: 'commas of English ones', trained: [ENGLISH, ENGLISH], text: 'x;z\n9,202;3\n', x: [NaN] },
  {
    what: 'whole numbers of three digits more',
    trained: [WHOLE, WHOLE],
    text: 'x;z\n9.202;3\n',
    x: [NaN],
  },
  {
    what: 'and German elsewhere',
    trained: [WHOLE, WHOLE],
    text: 'x;z\n9.202;0,5\n',
    x: [9202],
    isSaid: true,
  },
  { what: 'and points elsewhere', trained: [WHOLE, WHOLE], text: 'x;z\n9.202;0.5\n', x: [9.202] },
  {
    what: 'half changed',
    trained: [GERMAN, COMMA, COMMA],
    text: 'x;z;w\n9.202;0,5;1.5\n',
    x: [NaN],
    isSaid: true,
  },

  // Said by a person
  {
    what: 'points',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,3\n',
    x: [9.202],
    choice: { decimal: '.' },
    isSaid: true,
  },
  {
    what: 'points, for whole numbers',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9202,3\n',
    x: [9202],
    choice: { decimal: '.' },
  },
  {
    what: 'thousands',
    trained: [GERMAN, GERMAN],
    text: 'x,z\n9.202,3\n',
    x: [9202],
    choice: { thousands: '.' },
  },

  // A file by itself
  {
    what: 'whole numbers, then one with a mark',
    trained: [],
    text: `x;z\n${'1;2\n'.repeat(70_000)}1.202;3\n1.5;1\n`,
    x: [1, NaN, 1.5],
  },
  {
    what: 'the same by commas',
    trained: [],
    text: `x,z\n${'1,2\n'.repeat(70_000)}1.202,3\n1.5,1\n`,
    x: [1, NaN, 1.5],
  },
  {
    what: 'the same beside fractions',
    trained: [],
    text: `x,z\n${'1,0.5\n'.repeat(50_000)}1.202,3\n`,
    x: [1, 1.202],
  },
];
