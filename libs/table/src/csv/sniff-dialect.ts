import type { DecimalMark } from '@lambda-forest/schema';

import type { CsvRow } from './csv-row.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { CsvSink, Separation } from './csv-scanner.ts';
import type { Dialect, DialectChoice, Newline } from './dialect.ts';

const encoder = new TextEncoder();

/** The first is taken where nothing else is found. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
const QUOTE = '"';
const OTHER_QUOTE = "'";
/** Rows that are compared. */
const MAX_ROWS = 200;
const SEPARATOR_LINE = /^("?)sep=([^"\r\n])\1(?:\r\n|\r|\n)/i;

const COMMA_NUMBER = /^[+-]?\d+,\d+$/;
const POINT_NUMBER = /^[+-]?\d*\.\d+$/;
/** 1,500 may be a thousand and a half, or one and a half. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;

/**
 * Finds out how a text is separated: the dialect in which most rows have as many cells as the first.
 *
 * @param sample the start of the text, without its byte order mark
 * @param isWhole whether the sample is all of it
 */
export function sniffDialect(sample: string, isWhole: boolean, choice: DialectChoice): Dialect {
  const line = SEPARATOR_LINE.exec(sample);
  const text = line === null ? sample : sample.slice(line[0].length);
  const start: Sample = { text, isWhole };
  const separation = sniffSeparation(start, choice.delimiter ?? line?.[2], choice.quote);
  const decimal = choice.decimal ?? sniffDecimal(start, separation);
  return { ...separation, decimal, hasSeparatorLine: line !== null };
}

interface Sample {
  readonly text: string;
  /** Whether it is all of the file; else a row at its end, which may go on, is left out. */
  readonly isWhole: boolean;
}

function sniffSeparation(sample: Sample, delimiter?: string, quote?: string): Separation {
  const { text } = sample;
  const newline = sniffNewline(text, quote ?? QUOTE);
  const occurring = DELIMITERS.filter((each) => text.includes(each));
  const mayBeOther = delimiter === undefined && occurring.some((each) => each !== DELIMITERS[0]);
  const mayQuoteOtherwise = quote === undefined && text.includes(OTHER_QUOTE);
  // Most texts leave no choice, and a request's few rows would take longer to judge than to read.
  if (!mayBeOther && !mayQuoteOtherwise) {
    return { delimiter: delimiter ?? DELIMITERS[0], quote: quote ?? QUOTE, newline };
  }
  const delimiters = delimiter === undefined ? occurring : [delimiter];
  const bestOf = (character: string) =>
    (delimiters.length === 0 ? [DELIMITERS[0]] : delimiters)
      .map((each) => judge(sample, { delimiter: each, quote: character, newline }))
      .reduce((best, one) => (isBetter(one, best) ? one : best));
  let best = bestOf(quote ?? QUOTE);
  if (mayQuoteOtherwise && !best.hasQuotes) {
    const other = bestOf(OTHER_QUOTE);
    const isNeeded = other.hasQuotes && !other.isBroken && other.width > 1;
    if (isNeeded && other.agreement >= best.agreement) best = other;
  }
  const found = best.width > 1 ? best.separation.delimiter : DELIMITERS[0];
  return { delimiter: delimiter ?? found, quote: best.separation.quote, newline };
}

/** How the first row ends. */
function sniffNewline(sample: string, quote: string): Newline {
  let isQuoted = false;
  for (let at = 0; at < sample.length; at++) {
    const character = sample[at]!;
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n') return '\n';
    else if (character === '\r') return sample[at + 1] === '\n' ? '\r\n' : '\r';
  }
  return '\n';
}

/** Whether a cell starts with the quote. */
function hasQuotes(text: string, { delimiter, quote }: Separation): boolean {
  if (!text.includes(quote)) return false;
  return new RegExp(`(^|[\\n\\r]|${escape(delimiter)})${escape(quote)}`).test(text);
}

interface Candidate {
  readonly separation: Separation;
  /** Cells of the first row. */
  readonly width: number;
  /** Share of the rows that are as wide as the first. */
  readonly agreement: number;
  readonly hasQuotes: boolean;
  /** Whether a quote is misplaced, or never closed. */
  readonly isBroken: boolean;
}

function judge(sample: Sample, separation: Separation): Candidate {
  let width = 1;
  let same = 0;
  let all = 0;
  let isBroken = false;
  const addRow = (row: CsvRow) => {
    if (all === MAX_ROWS || (row.length === 1 && isBlank(row))) return;
    if (all++ === 0) width = row.length;
    if (row.length === width) same++;
  };
  scan(sample, separation, { begin: addRow, addRow, refuse: () => (isBroken = true) });
  const agreement = all === 0 ? 0 : same / all;
  return { separation, width, agreement, hasQuotes: hasQuotes(sample.text, separation), isBroken };
}

function isBlank(row: CsvRow): boolean {
  const first = row.data[row.starts[0]!]!;
  const isVisible = first > 0x20 && first < 0x7f; // most are: no text is needed
  return !isVisible && row.text(0).trim() === '';
}

function scan({ text, isWhole }: Sample, separation: Separation, sink: CsvSink): void {
  const scanner = new CsvScanner(separation, sink);
  scanner.push(encoder.encode(text));
  if (isWhole) scanner.end();
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.width > 1 !== other.width > 1) return one.width > 1;
  if (one.isBroken !== other.isBroken) return other.isBroken;
  if (one.agreement !== other.agreement) return one.agreement > other.agreement;
  return one.width > other.width;
}

/** Numbers whose comma could also separate thousands are no evidence: they are not numbers unless the user says so. */
function sniffDecimal(sample: Sample, separation: Separation): DecimalMark {
  const { delimiter, quote } = separation;
  if (delimiter === ',' && !sample.text.includes(quote)) return '.'; // no cell can have a comma
  const marks = new Set<DecimalMark>();
  let rows = 0;
  scan(sample, separation, {
    begin: () => undefined,
    addRow(row) {
      if (marks.has('.') || ++rows >= MAX_ROWS) return;
      for (const cell of row.texts()) {
        const text = cell.trim();
        if (POINT_NUMBER.test(text)) marks.add('.');
        else if (COMMA_NUMBER.test(text) && !THOUSANDS.test(text)) marks.add(',');
      }
    },
    refuse: () => undefined,
  });
  return marks.has(',') && !marks.has('.') ? ',' : '.';
}

function escape(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
