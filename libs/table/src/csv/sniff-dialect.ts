import type { CsvProblem } from './csv-problem.ts';
import { PLAIN } from './csv-row.ts';
import type { CsvRow } from './csv-row.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { CsvSink, Separation } from './csv-scanner.ts';
import type { Dialect, DialectChoice, Newline } from './dialect.ts';
import { NumberTally } from './number-evidence.ts';

const encoder = new TextEncoder();

/** The first is taken where nothing else is found. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
const QUOTE = '"';
const OTHER_QUOTE = "'";
/** Rows that are compared. */
const MAX_ROWS = 200;
/** From this share on, rows are a table below a title. */
const STEADY = 0.8;
/** An open row of more than the sample by this is no row. */
const MAX_OPEN_SHARE = 8;
const SEPARATOR_LINE = /^("?)sep=([^"\r\n])\1(?:\r\n|\r|\n)/i;

/** A cell that may be a number with marks of thousands. */
const MAY_BE_GROUPED = /\d[.'’ \xa0\u2009\u202f]\d{3}(?!\d)/;
/** A cell that is a number in one dialect or another. */
const NUMBER_LIKE = /^[+-]?\d[\d.,'’ \xa0\u2009\u202f]*$/;

/**
 * Finds out how a text is separated: the dialect in which most rows have as many cells as the first.
 *
 * @param sample the start of the text, without its byte order mark
 * @param isWhole whether the sample is all of it
 */
export function sniffDialect(sample: string, isWhole: boolean, choice: DialectChoice): Dialect {
  const line = SEPARATOR_LINE.exec(sample);
  const text = line ? sample.slice(line[0].length) : sample;
  const separation = sniffSeparation(
    { text, isWhole },
    choice.delimiter ?? line?.[2],
    choice.quote,
  );
  return {
    ...separation,
    ...sniffCells({ text, isWhole }, separation, choice),
    isWhole,
    hasSeparatorLine: line !== null,
  };
}

interface Sample {
  readonly text: string;
  /** Whether it is all of the file; else a row at its end, which may go on, is left out. */
  readonly isWhole: boolean;
}

function sniffSeparation(sample: Sample, delimiter?: string, quote?: string): Separation {
  const { text } = sample;
  const newline = sniffNewline(text, quote ?? QUOTE);
  const delimiters = delimiter
    ? [delimiter]
    : DELIMITERS.filter((each, i) => i === 0 || text.includes(each));
  const mayQuoteOtherwise = !quote && text.includes(OTHER_QUOTE);
  // Most texts leave no choice, and a request's few rows would take longer to judge than to read.
  if (delimiters.length === 1 && !mayQuoteOtherwise) {
    return { delimiter: delimiters[0]!, quote: quote ?? QUOTE, newline };
  }
  const bestOf = (character: string, isFirstBetter = isBetter) =>
    delimiters
      .map((each) => judge(sample, { delimiter: each, quote: character, newline }))
      .reduce((best, one) => (isFirstBetter(one, best) ? one : best));
  let best = bestOf(quote ?? QUOTE);
  if (mayQuoteOtherwise && !best.hasQuotes) {
    const other = bestOf(OTHER_QUOTE);
    const isNeeded = other.hasQuotes && !other.isBroken && other.width > 1;
    if (isNeeded && other.agreement >= best.agreement) best = other;
  }
  const { quote: found } = best.separation;
  if (best.width === 1) best = bestOf(found, (one, other) => one.steadiness > other.steadiness);
  const isSteady = best.width > 1 || best.steadiness >= STEADY;
  const separator = isSteady ? best.separation.delimiter : DELIMITERS[0];
  return { delimiter: delimiter ?? separator, quote: found, newline };
}

/** How the first row ends. */
function sniffNewline(sample: string, quote: string): Newline {
  let isQuoted = false;
  for (let at = 0; at < sample.length; at++) {
    const character = sample[at]!;
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n') return '\n';
    else if (character === '\r') return /^\r+\n/.test(sample.slice(at)) ? '\r\n' : '\r';
  }
  return '\n';
}

interface Candidate {
  readonly separation: Separation;
  /** Cells of the first row. */
  readonly width: number;
  /** Share of the rows that are as wide as the first. */
  readonly agreement: number;
  /** Share of the rows that are as wide as the row before, and wider than one cell: a title may stand above them. */
  readonly steadiness: number;
  /** Share of the cells that are numbers. */
  readonly numbers: number;
  /** Whether a cell is quoted. */
  readonly hasQuotes: boolean;
  /** Whether a quote is misplaced, or never closed. */
  readonly isBroken: boolean;
}

function judge(sample: Sample, separation: Separation): Candidate {
  let width = 1;
  let same = 0;
  let all = 0;
  let last = 1;
  let steady = 0;
  let cells = 0;
  let numbers = 0;
  let hasQuotes = false;
  const problems: CsvProblem[] = [];
  const addRow = (row: CsvRow) => {
    for (let cell = 0; !hasQuotes && cell < row.length; cell++) {
      hasQuotes = row.kinds[cell] !== PLAIN;
    }
    if (all === MAX_ROWS || (row.length === 1 && isBlank(row))) return;
    if (all++ === 0) width = row.length;
    if (row.length === width) same++;
    if (row.length > 1 && row.length === last) steady++;
    last = row.length;
    cells += row.length;
    for (const text of row.texts()) if (NUMBER_LIKE.test(text.trim())) numbers++;
  };
  const refuse = (problem: CsvProblem) => problems.push(problem);
  const isOpen = scan(sample, separation, { begin: addRow, addRow, refuse });
  return {
    separation,
    width,
    agreement: all === 0 ? 0 : same / all,
    steadiness: all === 0 ? 0 : steady / all,
    numbers: cells === 0 ? 0 : numbers / cells,
    hasQuotes,
    isBroken: isOpen || problems.length > 0,
  };
}

function isBlank(row: CsvRow): boolean {
  const first = row.data[row.starts[0]!]!;
  const isVisible = first > 0x20 && first < 0x7f; // most are: no text is needed
  return !isVisible && row.text(0).trim() === '';
}

/** @returns whether much of the sample is one row that is not over, as behind a character that is not meant as a quote */
function scan({ text, isWhole }: Sample, separation: Separation, sink: CsvSink): boolean {
  const bytes = encoder.encode(text);
  const scanner = new CsvScanner(separation, sink);
  scanner.push(bytes);
  const isOpen = !isWhole && scanner.pending > bytes.length / MAX_OPEN_SHARE;
  if (isWhole) scanner.end();
  return isOpen;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  const [ours, theirs] = [one, other].map(ranks) as [number[], number[]];
  const first = ours.findIndex((rank, i) => rank !== theirs[i]);
  return ours[first]! > theirs[first]!;
}

/** What candidates are compared by, one after the other. */
function ranks({ width, isBroken, agreement, numbers }: Candidate): number[] {
  return [Number(width > 1), Number(!isBroken), agreement, numbers, width];
}

type CellFindings = Pick<Dialect, 'numbers' | 'plain' | 'hasTrailingDelimiter'>;

/** What all of the sample's cells say. */
function sniffCells(sample: Sample, separation: Separation, choice: DialectChoice): CellFindings {
  const { text } = sample;
  const { delimiter, quote } = separation;
  const isPlain =
    sample.isWhole && // a later cell may be 1.202
    delimiter === ',' && // no cell can have a comma
    !text.includes(quote) &&
    !MAY_BE_GROUPED.test(text) &&
    !/,[\r\n]/.test(text) &&
    !choice.decimal &&
    !choice.thousands;
  const read = () => readCells(sample, separation, choice);
  return isPlain ? { plain: read, hasTrailingDelimiter: false } : read();
}

function readCells(sample: Sample, separation: Separation, choice: DialectChoice) {
  const tallies: NumberTally[] = [];
  let width = 0;
  let rows = 0;
  let trailing = 0;
  scan(sample, separation, {
    begin: (row) => {
      width = row.length;
      for (let cell = 0; cell < width; cell++) tallies.push(new NumberTally());
    },
    addRow(row) {
      rows++;
      if (row.length === width + 1 && row.starts[width] === row.ends[width]) trailing++;
      const cells = Math.min(width, row.length);
      for (let cell = 0; cell < cells; cell++) tallies[cell]!.add(row.text(cell).trim());
    },
    refuse: () => undefined,
  });
  return {
    numbers: tallies.map((tally) => tally.evidence(choice)),
    hasTrailingDelimiter: rows > 1 && trailing === rows,
  };
}
