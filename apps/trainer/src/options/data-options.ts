import { choice, integer, path, text } from '@lambda-forest/cli';
import type { OptionKind, OptionTable, OptionValues } from '@lambda-forest/cli';
import { markWord, THOUSANDS_MARKS } from '@lambda-forest/schema';
import type { ThousandsMark } from '@lambda-forest/schema';
import { isEncoding } from '@lambda-forest/table';

const delimiter: OptionKind<string> = {
  placeholder: 'CHARACTER',
  expects: 'one character, or the word tab',
  parse(given) {
    if (given === 'tab' || given === '\\t') return '\t';
    return given.length === 1 && !/["'\r\n\0\ufeff]/.test(given) ? given : undefined;
  },
};

const decimal: OptionKind<'.' | ','> = {
  placeholder: '.|,',
  expects: 'a point or a comma',
  parse: (given) => (given === '.' || given === ',' ? given : undefined),
};

const thousands: OptionKind<ThousandsMark> = {
  placeholder: 'CHARACTER',
  expects: 'a point, a comma, an apostrophe or the word blank',
  parse: (given) => THOUSANDS_MARKS.find((mark) => mark === given || markWord(mark) === given),
};

const encoding: OptionKind<string> = {
  placeholder: 'NAME',
  expects: 'an encoding such as utf-8, windows-1252, utf-16le or shift_jis',
  parse: (given) => (isEncoding(given) ? given : undefined),
};

const markers: OptionKind<readonly string[]> = {
  placeholder: 'TEXT,...',
  expects: 'texts separated by commas',
  parse: (given) => given.split(',').map((marker) => marker.trim()),
};

export const column = text('COLUMN', /^[^\0]+$/, "the name of one of the table's columns");

/** Of columns or classes. */
export const names: OptionKind<readonly string[]> = {
  placeholder: 'NAME,...',
  expects: 'names separated by commas',
  parse(given) {
    const list = given.split(',').map((name) => name.trim());
    return list.includes('') ? undefined : list;
  },
};

/** The options that say which files to read and how. */
export const DATA_OPTIONS = {
  data: {
    kind: { ...path('FILE'), placeholder: 'FILE,...', expects: 'paths of files, patterns or -' },
    description:
      'The table: CSV, TSV, JSON Lines or Parquet, also as .gz or .zst; several files separated by commas, a pattern such as "part-*.csv", or - for standard input.',
    defaultText: 'the Iris table that comes along',
  },
  schema: {
    kind: path('FILE'),
    description:
      'A JSON file that says what columns are, where their cells do not show it; inspect --json prints one to start from.',
    defaultText: 'none, every column by what its cells look like',
  },
  'missing-values': {
    kind: markers,
    description:
      'More spellings of a missing value, beside the empty cell, NA, N/A, NaN, null, ? and the like.',
    defaultText: 'none',
  },
  format: {
    kind: choice('auto', 'csv', 'jsonl', 'parquet'),
    description: "The files' format; csv is text separated by whatever character.",
    default: 'auto',
  },
  delimiter: {
    kind: delimiter,
    description: 'What separates the cells of a CSV file.',
    defaultText: 'a comma, semicolon, tab or bar, whichever makes rows of equal length',
  },
  quote: {
    kind: text('CHARACTER', /^["']$/, 'a double or a single quote'),
    description: 'The quotes around cells of a CSV file that contain the delimiter.',
    defaultText: 'a double quote, or a single one where only those occur',
  },
  decimal: {
    kind: decimal,
    description: 'The decimal mark of numbers in a CSV file.',
    defaultText: 'a comma in columns whose numbers have one, else a point',
  },
  thousands: {
    kind: thousands,
    description: 'The mark between groups of three digits in a CSV file.',
    defaultText: 'the mark that is beyond doubt, found by column, else none',
  },
  'skip-rows': {
    kind: integer(0, 1_000_000),
    description:
      'Lines above the header of a CSV file that are no part of the table, such as a title.',
    default: 0,
  },
  'skip-rows-after-header': {
    kind: integer(0, 1_000_000),
    description: 'Rows below the header of a CSV file that are not data, such as one of units.',
    default: 0,
  },
  encoding: {
    kind: encoding,
    description: "The text's encoding.",
    defaultText: 'as its byte order mark says, UTF-8, or windows-1252 where it is not that',
  },
} as const satisfies OptionTable;

export type DataOptions = OptionValues<typeof DATA_OPTIONS>;

const {
  data: _data,
  schema: _schema,
  'missing-values': _missing,
  ...readingOptions
} = DATA_OPTIONS;

/** Those of a model's commands: what columns are and how missing values are spelled was settled in training. */
export const READING_OPTIONS = readingOptions;

export type ReadingOptions = OptionValues<typeof READING_OPTIONS>;
