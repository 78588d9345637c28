import {
  DATE_FORMATS,
  isHeldNumber,
  markCode,
  numberReader,
  readDateTime,
  spellNumber,
} from '@lambda-forest/schema';
import type { DateFormat, MissingTest, CellFormat, NumberReader } from '@lambda-forest/schema';
import { plainNumber } from '@lambda-forest/table';
import type { CsvRow } from '@lambda-forest/table';

import { codeLike } from './code-like.ts';
import type { CodeLike } from './code-like.ts';
import type { Column, OddCell } from './column.ts';
import { mixedZones } from './mixed-zones.ts';
import type { MixedZones } from './mixed-zones.ts';
import { GrowingArray } from './growing-array.ts';
import { kindOfTexts } from './many-texts.ts';
import { PlainCells } from './plain-cells.ts';

/** With more distinct cells than this a column of numbers or date-times is kept as values. */
export const MANY_WORDS = 4_096;
/** With more distinct cells than this, words must be text, or names that repeat. */
export const MAX_WORDS = 65_535;
/** Odd cells that are kept for messages. */
export const MAX_ODD = 20;
const MAX_EXAMPLES = 3;
/** Of the distinct cells that are not missing: with more of one kind, that is the column's kind. */
const MAJORITY = 0.9;

export interface ColumnRules {
  readonly isMissing: MissingTest;
  /** How cells write numbers. */
  readonly format: CellFormat;
  /** Whether numbers may be markers of missing values. */
  readonly hasNumberMarkers: boolean;
  /** Keep every distinct cell, however many: for a target of classes or groups, or a kind that was declared. */
  readonly keepWords: boolean;
  /** Keep nothing: the column is unused. */
  readonly isLeftOut?: boolean;
}

/**
 * Takes a column's cells one by one. The first ones are kept as numbers, if they are. Then it lists distinct cells,
 * which suits classes, categories, text and small tables; when there are too many it decides what the column is and keeps
 * 8 bytes a row or, of identifiers, nothing.
 */
export class ColumnBuilder {
  readonly #rules: ColumnRules;
  /** The byte before a fraction. */
  readonly #mark: number;
  /** The cells so far, as long as they are plain. */
  #plain: PlainCells | undefined;
  readonly #words: string[] = [];
  readonly #codeOf = new Map<string, number>();
  #codes = new GrowingArray((length) => new Uint32Array(length));
  #values: GrowingArray<Float64Array> | undefined;
  /** Of date-times, once values are kept. */
  #format: DateFormat | undefined;
  /** NaN for a marker of missing values too. */
  readonly #readNumber: NumberReader;
  /** What a cell's value is, once values are kept. */
  #readValue: NumberReader;
  readonly #odd: OddCell[] = [];
  #oddCount = 0;
  #textMissing = 0;
  #isText = false;
  #hasTextNumbers = false;
  #hasNumbers = false;
  #codeLike: CodeLike | undefined;
  #zones: MixedZones | undefined;
  #nextCheck = MANY_WORDS;

  constructor(rules: ColumnRules) {
    this.#rules = rules;
    this.#mark = markCode(rules.format);
    this.#readNumber = valueReader(rules);
    this.#readValue = this.#readNumber;
    if (rules.keepWords) this.#nextCheck = Infinity;
    if (rules.isLeftOut === true) this.#isText = true;
    else this.#plain = new PlainCells(rules.format);
  }

  /** A cell of which the file says nothing but its characters. */
  addCell(cell: string): void {
    if (this.#plain !== undefined) {
      if (this.#plain.length < MANY_WORDS && this.#plain.add(cell)) return;
      this.#spell(this.#plain);
    }
    const values = this.#values;
    if (values !== undefined) {
      const value = this.#readValue(cell);
      if (Number.isNaN(value)) this.#noteOdd(cell, values.length);
      values.push(value);
      return;
    }
    if (this.#isText) {
      if (this.#rules.isMissing(cell.trim())) this.#textMissing++;
      return;
    }
    this.#codes.push(this.#codeOf.get(cell) ?? this.#addWord(cell));
  }

  /** A cell of CSV, as `addCell`. Plain numbers are read from its bytes. */
  addCsvCell(row: CsvRow, cell: number): void {
    if (this.#values !== undefined && this.#format === undefined && !this.#rules.hasNumberMarkers) {
      const value = plainNumber(row, cell, this.#mark);
      if (!Number.isNaN(value)) {
        this.#values.push(value);
        return;
      }
    }
    this.addCell(row.text(cell));
  }

  /** A text of a format that distinguishes texts from numbers. */
  addText(text: string): void {
    if (isHeldNumber(text)) {
      this.addNumber(Number(text), text);
      return;
    }
    const isNumber = !Number.isNaN(this.#readNumber(text));
    if (isNumber && this.#values !== undefined && this.#format === undefined) {
      this.#noteOdd(JSON.stringify(text), this.#values.length);
      this.#values.push(NaN);
      return;
    }
    this.#hasTextNumbers ||= isNumber;
    this.addCell(text);
  }

  /** @param text how it is spelled, if not as `spellNumber` does */
  addNumber(value: number, text?: string): void {
    this.#hasNumbers = true;
    const isValue = this.#values !== undefined && this.#format === undefined;
    if (isValue && !this.#rules.hasNumberMarkers) this.#values!.push(value);
    else this.addCell(text ?? spellNumber(value).replace('.', this.#rules.format.decimal));
  }

  finish(): Column {
    const flags = { hasTextNumbers: this.#hasTextNumbers, hasNumbers: this.#hasNumbers };
    if (this.#plain !== undefined) return this.#plain.take(flags, this.#rules.hasNumberMarkers);
    const values = this.#values;
    if (values !== undefined) {
      const rest = { values: values.take(), odd: this.#odd, oddCount: this.#oddCount };
      return this.#format === undefined
        ? { form: 'numbers', codeLike: this.#codeLike, ...rest }
        : { form: 'times', format: this.#format, zones: this.#zones, ...rest };
    }
    if (this.#isText) {
      const examples = this.#words.slice(0, MAX_EXAMPLES);
      return { form: 'text', examples, missing: this.#textMissing };
    }
    return {
      form: 'words',
      words: this.#words,
      codes: this.#codes.take(),
      ...flags,
    };
  }

  /** Lists the cells so far. */
  #spell(plain: PlainCells): void {
    this.#plain = undefined;
    const { words, codes } = plain.take({ hasTextNumbers: false, hasNumbers: false }, false);
    for (const code of codes) this.addCell(words[code]!);
  }

  #addWord(cell: string): number {
    const word = detached(cell);
    const code = this.#words.length;
    this.#words.push(word);
    this.#codeOf.set(word, code);
    if (code >= this.#nextCheck) this.#decide();
    return code;
  }

  /** There are many distinct cells: numbers, date-times, or words that go on being listed for a while. */
  #decide(): void {
    const { isMissing } = this.#rules;
    const decided = formOfWords(this.#words, this.#hasTextNumbers, this.#readNumber, isMissing);
    if (decided?.form === 'numbers') {
      this.#codeLike = decided.codeLike;
      this.#keepValues(this.#words.map(this.#readNumber), undefined);
      return;
    }
    if (decided !== undefined) {
      this.#zones = decided.zones;
      this.#readValue = momentReader(decided.format, isMissing);
      this.#keepValues(this.#words.map(this.#readValue), decided.format);
      return;
    }
    if (this.#nextCheck === MANY_WORDS || this.#areTexts()) {
      this.#nextCheck = Math.max(MAX_WORDS, 2 * this.#nextCheck);
      return;
    }
    this.#isText = true;
    const missing = this.#words.map((word) => isMissing(word.trim()));
    this.#codes.forEach((code) => {
      if (missing[code]!) this.#textMissing++;
    });
    this.#forget();
  }

  /** Whether the words so far say something of each other. */
  #areTexts(): boolean {
    const counts = new Array<number>(this.#words.length).fill(0);
    this.#codes.forEach((code) => counts[code]!++);
    const isPresent = this.#words.map((word) => !this.#rules.isMissing(word.trim()));
    const present = <T>(list: readonly T[]) => list.filter((_, code) => isPresent[code]!);
    return kindOfTexts(present(this.#words), present(counts)) !== undefined;
  }

  /** @param valueOf per word so far; the last word's row is not among the codes yet and comes as a value */
  #keepValues(valueOf: readonly number[], format: DateFormat | undefined): void {
    const values = new GrowingArray((length) => new Float64Array(length));
    this.#codes.forEach((code, row) => {
      const value = valueOf[code]!;
      if (Number.isNaN(value)) this.#noteOdd(this.#words[code]!, row);
      values.push(value);
    });
    const last = valueOf.at(-1)!;
    if (Number.isNaN(last)) this.#noteOdd(this.#words.at(-1)!, values.length);
    values.push(last);
    this.#values = values;
    this.#format = format;
    this.#forget();
    this.#words.length = 0;
  }

  #forget(): void {
    this.#codes = new GrowingArray((length) => new Uint32Array(length));
    this.#codeOf.clear();
    this.#words.length = Math.min(this.#words.length, MAX_EXAMPLES);
  }

  #noteOdd(cell: string, row: number): void {
    if (this.#rules.isMissing(cell.trim())) return;
    this.#oddCount++;
    if (this.#odd.length < MAX_ODD) this.#odd.push({ row, text: detached(cell) });
  }
}

/** How a column of numbers reads a cell: NaN for a cell that is no number, and for a marker of missing values. */
export function valueReader({
  format,
  hasNumberMarkers,
  isMissing,
}: Pick<ColumnRules, 'format' | 'hasNumberMarkers' | 'isMissing'>): NumberReader {
  const read = numberReader(format);
  return hasNumberMarkers ? (cell) => (isMissing(cell.trim()) ? NaN : read(cell)) : read;
}

/** The same for a column of date-times, in milliseconds. */
export function momentReader(format: DateFormat, isMissing: MissingTest): NumberReader {
  return (cell) => {
    const text = cell.trim();
    return isMissing(text) ? NaN : (readDateTime(text, format) ?? NaN);
  };
}

/**
 * What a column of very many different cells is, by the first of them; undefined: words.
 *
 * @param words distinct
 * @param areTexts whether the file says that some of those that look like numbers are texts
 */
export function formOfWords(
  words: readonly string[],
  areTexts: boolean,
  readNumber: NumberReader,
  isMissing: MissingTest,
):
  | { readonly form: 'numbers'; readonly codeLike: CodeLike | undefined }
  | { readonly form: 'times'; readonly format: DateFormat; readonly zones: MixedZones | undefined }
  | undefined {
  const present = words.filter((word) => !isMissing(word.trim()));
  const isMost = (count: number) => count >= present.length * MAJORITY;
  if (!areTexts && isMost(countNumbers(present, readNumber))) {
    return { form: 'numbers', codeLike: codeLike(present.map((word) => word.trim())) };
  }
  const common = commonFormat(present);
  if (common === undefined || !isMost(common.count)) return undefined;
  const zones = mixedZones(present.map((word) => word.trim()));
  return { form: 'times', format: common.format, zones };
}

function countNumbers(words: readonly string[], readNumber: NumberReader): number {
  return words.reduce((count, word) => count + (Number.isNaN(readNumber(word)) ? 0 : 1), 0);
}

/**
 * The format in which most of the words are date-times. Where day and month could change places in all of them
 * there is none: guessing would be wrong half of the time.
 *
 * @param words not missing
 */
export function commonFormat(
  words: readonly string[],
): { readonly format: DateFormat; readonly count: number } | undefined {
  const texts = words.map((word) => word.trim());
  const counts = DATE_FORMATS.map((format) => ({
    format,
    count: texts.filter((text) => readDateTime(text, format) !== undefined).length,
  }));
  const [first, second] = counts.toSorted((a, b) => b.count - a.count);
  if (first!.count === 0 || areSeasons(texts)) return undefined;
  const iso = counts.find(({ format }) => format === 'iso')!;
  if (iso.count === first!.count) return iso;
  return second!.count === first!.count ? undefined : first;
}

/** Two years that follow each other, as 2010-11: no months, although some could be. */
function areSeasons(texts: readonly string[]): boolean {
  return texts.every((text) => {
    const [, year, next] = /^\d\d(\d\d)[-/](\d\d)$/.exec(text) ?? [];
    return year !== undefined && (Number(year) + 1) % 100 === Number(next);
  });
}

/** A copy, so that a cell that is kept does not keep alive the text that it was cut from. */
function detached(cell: string): string {
  return cell.length < 13 ? cell : (JSON.parse(JSON.stringify(cell)) as string);
}
