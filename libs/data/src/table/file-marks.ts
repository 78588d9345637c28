/** How files that are one table write their numbers: what one of them says holds for all, in whatever order they are. */
import { isSameFormat, markWord, OPEN_NUMBERS } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';
import {
  DataValidationError,
  decompressed,
  describeMarks,
  isParquet,
  numberFormats,
  singleIssue,
  TextScanner,
  unpackingError,
} from '@lambda-forest/table';
import type { Dialect, TextChoice } from '@lambda-forest/table';
import { indexByName, option, shellWord } from '@lambda-forest/text';

import { readHeader } from './read-header.ts';

/** What the first cells of a file of CSV say of how its numbers are written. */
export interface FileMarks extends Pick<Dialect, 'delimiter' | 'isWhole'> {
  /** What messages call it. */
  readonly source: string;
  readonly names: readonly string[];
  /** In the order of the names. */
  readonly numbers: NonNullable<Dialect['numbers']>;
}

/** By the name of a column. */
type Formats = ReadonlyMap<string, CellFormat>;

/** How a file writes the numbers of a column. */
interface FileFormat {
  readonly marks: FileMarks;
  readonly format: CellFormat;
  /** What the column's cells say of it. */
  readonly evidence: FileMarks['numbers'][number] | undefined;
}

export function fileMarks(source: string, names: readonly string[], dialect: Dialect): FileMarks {
  const { delimiter, isWhole, numbers = dialect.plain?.().numbers ?? [] } = dialect;
  return { source, names, numbers, delimiter, isWhole };
}

/** Numbers of JSON Lines have no marks. */
const NO_CSV = new Error('no CSV');

/**
 * Reads a file until its marks are known.
 *
 * @param bytes packed or not
 * @returns undefined for what is not CSV; and for what is wrong, which reading all of it will say
 */
async function readMarks(
  source: string,
  bytes: AsyncIterable<Uint8Array>,
  choice: TextChoice,
): Promise<FileMarks | undefined> {
  let marks: FileMarks | undefined;
  const nothing = () => undefined;
  const scanner = new TextScanner(source, choice, {
    csv: (dialect) => ({
      begin(row) {
        marks = fileMarks(source, readHeader(row.texts(), row.line, source), dialect);
      },
      addRow: nothing,
      refuse: nothing,
    }),
    jsonLines() {
      throw NO_CSV;
    },
  });
  try {
    const { start, chunks } = await decompressed(bytes);
    for await (const chunk of chunks) {
      if (isParquet(start)) return undefined;
      scanner.push(chunk);
      if (marks !== undefined) return marks;
    }
    scanner.end();
  } catch (error) {
    const isOfFile =
      error === NO_CSV ||
      error instanceof DataValidationError ||
      unpackingError(source, error) !== undefined;
    if (isOfFile) return undefined;
    throw error;
  }
  return marks;
}

/** A file, and what messages call it. */
export interface NamedBytes {
  readonly source: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * How the files of a table write numbers, for all who read it: `TableRules.fileFormats`.
 *
 * @param trained how columns were written in training
 * @returns undefined for a single file, which says it while it is read
 * @throws {DataValidationError} naming two files that contradict each other
 */
export async function readFormats(
  files: readonly NamedBytes[],
  choice: TextChoice,
  trained: Iterable<readonly [string, CellFormat]> = [],
): Promise<readonly (readonly [string, CellFormat])[] | undefined> {
  if (files.length < 2) return undefined;
  const all: FileMarks[] = [];
  for (const { source, bytes } of files) {
    const marks = await readMarks(source, bytes, choice);
    if (marks !== undefined) all.push(marks);
  }
  return [...commonFormats(all, new Map(trained))];
}

/**
 * The formats of all columns of files that are one table. Of a column it is said by
 *
 * 1. the files whose own cells say it beyond doubt, or for which a person said it;
 * 2. the files that read it in one way by their other columns, or as training did, if that is the same in all;
 * 3. no file: then it is open.
 *
 * @param trained how columns were written in training
 * @throws {DataValidationError} naming two files that contradict each other
 */
export function commonFormats(files: readonly FileMarks[], trained: Formats): Formats {
  const names = new Set(files.flatMap((marks) => marks.names));
  const own = files.map((marks) => ownFormats(marks, trained));
  const formats = new Map<string, CellFormat>();
  for (const name of names) {
    const all = own.flatMap((formatOf) => formatOf(name) ?? []);
    const said = all.filter(({ evidence }) => evidence?.decimal !== undefined);
    formats.set(name, said.length > 0 ? joined(said, name) : agreed(all));
  }
  if (files.length > 1) for (const marks of files) requireTaken(marks, formats, files);
  return formats;
}

/** How a file would be read by itself. */
function ownFormats(marks: FileMarks, trained: Formats): (name: string) => FileFormat | undefined {
  const { names, numbers, isWhole } = marks;
  const places = indexByName(names);
  const found = numberFormats(marks, (column) => trained.get(names[column]!));
  return (name) => {
    const place = places.get(name);
    if (place === undefined) return undefined;
    const evidence = numbers[place];
    const isUnmarked = isWhole && evidence?.seen === undefined;
    const format = (isUnmarked ? trained.get(name) : undefined) ?? found(place);
    return { marks, format, evidence };
  };
}

/** Some files say more of a column than others: whether there are marks of thousands, or what may be either. */
function joined(files: readonly FileFormat[], name: string): CellFormat {
  return files.reduce((one, other) => {
    const { decimal, thousands, isOpen } = one.format;
    const { format } = other;
    const isSame = decimal === format.decimal;
    if (!isSame || (thousands ?? format.thousands) !== (format.thousands ?? thousands)) {
      throw disagreement(name, other, one);
    }
    const both = { decimal, thousands: thousands ?? format.thousands };
    return { ...one, format: { ...both, isOpen: isOpen && format.isOpen } };
  }).format;
}

/** What files say alike of a column in which nothing is beyond doubt. */
function agreed(files: readonly FileFormat[]): CellFormat {
  const marked = files.filter(({ evidence }) => evidence?.seen !== undefined);
  const asked = marked.length > 0 ? marked : files;
  const sure = asked.filter(({ format }) => format.isOpen !== true);
  const [first, ...others] = sure.length > 0 ? sure : asked;
  return others.every(({ format }) => isSameFormat(format, first!.format))
    ? first!.format
    : OPEN_NUMBERS;
}

/** @throws {DataValidationError} for a file that could not be read so even where training, or a file, had it so */
function requireTaken(marks: FileMarks, formats: Formats, files: readonly FileMarks[]): void {
  const found = numberFormats(marks, (column) => formats.get(marks.names[column]!));
  for (const [place, name] of marks.names.entries()) {
    const format = formats.get(name)!;
    const own = found(place);
    const { seen, decimal } = marks.numbers[place] ?? {};
    if (seen === undefined || decimal !== undefined || format.isOpen || isSameFormat(own, format)) {
      continue;
    }
    const other = files.find(
      ({ names, numbers }) => numbers[names.indexOf(name)]?.decimal !== undefined,
    );
    throw disagreement(name, { marks, format: own }, { marks: other ?? files[0]!, format });
  }
}

function disagreement(
  column: string,
  one: Pick<FileFormat, 'marks' | 'format'>,
  other: Pick<FileFormat, 'marks' | 'format'>,
): DataValidationError {
  const { decimal, thousands } = other.format;
  const message = `found numbers with ${describeMarks(one.format)}, expected ${describeMarks(other.format)} as in ${other.marks.source}`;
  const marks = [
    `${option('decimal')}=${decimal}`,
    ...(thousands === undefined
      ? []
      : [`${option('thousands')}=${shellWord(markWord(thousands))}`]),
  ];
  const mayBeOne = one.format.isOpen === true || other.format.isOpen === true;
  const asked = mayBeOne
    ? `Say ${marks.join(' ')} if all files are written so; else write`
    : 'Write';
  const remedy = `${asked} the numbers of all files with the same marks, or leave the column out ("kind": "ignore" in ${option('schema')}).`;
  return singleIssue(one.marks.source, { column, message }, remedy);
}
