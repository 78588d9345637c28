/**
 * What a value means for a column of a model. Training, evaluation, scoring, service and page all ask the reader of
 * a column, so that the same value is the same number everywhere, or is refused everywhere.
 *
 * ```ts
 * const [reader] = columnReaders(schema);
 * const refusal = reader.readCell(' red ', row, reader.column.first); // undefined: row has the level's index
 * ```
 *
 * The rules are those of a table that is trained on:
 *
 * - Blanks around a text do not count. A text that is then a marker of missing values is missing, in every format, and
 *   so is a number whose shortest spelling is one.
 * - Of a text the words are counted, and a name that training did not see is what its table says.
 * - A text such as 7.0 that is no level is the level 7, if there is one.
 * - A number for levels is its shortest spelling, a whole one with all of its digits, and `true` and `false` are these texts. For a boolean column 0 and 1
 *   are booleans too.
 * - A text is never a number if the format distinguishes them. In a cell of CSV, which does not, it may be.
 */
import { formatInteger } from '@lambda-forest/text';

import { missingTest, numberMarkers, readKnownBoolean, WHOLE_FRACTION } from './cell.ts';
import type { MissingTest } from './cell.ts';
import { datePart, readDateTime } from './date-time.ts';
import { describeExpected } from './describe-expected.ts';
import { inputColumns } from './input-columns.ts';
import type { InputColumn } from './input-columns.ts';
import { PLAIN_NUMBERS } from './number-format.ts';
import type { CellFormat } from './number-format.ts';
import { isHeldNumber, numberFault, numberReader, spellNumber } from './number-reader.ts';
import type { NumberFault, NumberReader } from './number-reader.ts';
import { takesMissing } from './schema.ts';
import type { Feature, Schema } from './schema.ts';
import { isTooLong, MAX_TEXT_LENGTH, wordsOf } from './words-of.ts';

/**
 * Why a value is refused:
 *
 * - `missing`: there is none, where training saw one in every row or the policy is to refuse it
 * - `quoted`: a text that spells a number, for a column of numbers in a format that distinguishes them
 * - `rounded`: a whole number that float64 does not hold
 * - `range`: a number beyond float64
 * - `commas`, `points`: a number with marks that may separate thousands or a fraction
 * - `doubtful`: a number whose mark may be either, where nothing says which
 * - `nested`: a list or an object
 * - `long`: a text of more than MAX_TEXT_LENGTH characters
 * - `unknown`: anything else that the column does not take: no number, no date, another level
 */
export type Refusal = NumberFault | 'missing' | 'quoted' | 'nested' | 'long';

/** How the cells and values of a column are read. Reading allocates nothing but the words of a text. */
interface Rules {
  readonly isMissing: MissingTest;
  readonly markerNumbers: ReadonlySet<number>;
  /** Whether the model has other markers than the usual ones. */
  readonly hasOwnMarkers: boolean;
}

/** A reader for each column of a model's input, in the schema's order. */
export function columnReaders(schema: Schema): readonly ColumnReader[] {
  const rules = rulesOf(schema);
  return inputColumns(schema).map(
    (column) => new ColumnReader(column, takesMissing(column.feature, schema.policies), rules),
  );
}

/** A reader for the column of the target, whose value is a class's index or the quantity. It must not be missing. */
export function targetReader(schema: Schema): ColumnReader {
  const feature: Feature =
    schema.task === 'regression'
      ? { ...schema.target, kind: 'numeric', missing: 0 }
      : { ...schema.target, kind: 'categorical', levels: schema.target.classes, missing: 0 };
  const [column] = inputColumns({ features: [feature] });
  return new ColumnReader(column!, false, rulesOf(schema));
}

function rulesOf({ missingMarkers }: Schema): Rules {
  return {
    isMissing: missingTest(missingMarkers),
    markerNumbers: numberMarkers(missingMarkers),
    hasOwnMarkers: missingMarkers !== undefined,
  };
}

/** What is expected in the place of a value that is nearly right. */
const NEARLY: Readonly<Partial<Record<Refusal, string>>> = {
  commas: 'a number with a decimal point',
  points: 'a number with a decimal comma',
  doubtful: 'a number without a mark that may separate thousands',
  quoted: 'a number without quotes',
  range: 'one within it',
  rounded: 'one of fewer digits',
  long: `at most ${formatInteger(MAX_TEXT_LENGTH)} characters`,
};

export class ColumnReader {
  readonly column: InputColumn;
  /** Whether the column takes missing values: training saw some, and the policy is to learn them. */
  readonly mayMiss: boolean;
  /** How many numbers a value becomes. */
  readonly width: number;
  /**
   * Numbers that a marker of missing values spells, such as -999. Whoever reads numbers by himself must leave a cell
   * that seems to be one of them to `readCell`.
   */
  readonly markerNumbers: ReadonlySet<number>;
  /** How cells write numbers. */
  readonly format: CellFormat;
  readonly #rules: Rules;
  readonly #readNumber: NumberReader;
  /** Texts that are exactly a level, or words of the vocabulary, with their index. */
  readonly #codes: ReadonlyMap<string, number>;
  #expected: string | undefined;

  /** @param format by default as the training table wrote numbers */
  constructor(column: InputColumn, mayMiss: boolean, rules: Rules, format?: CellFormat) {
    this.column = column;
    this.mayMiss = mayMiss;
    this.width = column.width;
    this.markerNumbers = rules.markerNumbers;
    this.#rules = rules;
    const trained = column.kind === 'numeric' ? column.feature.format : undefined;
    this.format = format ?? trained ?? PLAIN_NUMBERS;
    this.#readNumber = numberReader(this.format);
    // A level that training counted is one, also where the usual markers have become more since. So is a word.
    const counts = column.kind === 'categorical' ? column.feature.counts : undefined;
    const isLevel = (level: string, code: number) =>
      column.kind === 'text' ||
      !rules.isMissing(level.trim()) ||
      (!rules.hasOwnMarkers && counts?.[code] !== 0);
    const codes = column.known.map((level, code) => [level, code] as const);
    this.#codes = new Map(codes.filter(([level, code]) => isLevel(level, code)));
  }

  /** The reader of the same column where cells write numbers in another way. */
  withFormat(format: CellFormat): ColumnReader {
    if (this.column.kind !== 'numeric' || format === this.format) return this;
    return new ColumnReader(this.column, this.mayMiss, this.#rules, format);
  }

  /** What the column takes, in words. */
  get expected(): string {
    return (this.#expected ??= describeExpected(this.column));
  }

  /** The same, more exactly, for a value that was refused. */
  expectedFor(refusal: Refusal): string {
    return NEARLY[refusal] ?? this.expected;
  }

  /**
   * Reads a cell of CSV, of which nothing is known but its characters.
   *
   * @param row receives `width` numbers from `at` on: a quantity, a level's index or the parts of a date; NaN is missing
   * @returns why the cell is refused; `row` is as it was then
   */
  readCell(cell: string, row: Float64Array, at: number): Refusal | undefined {
    if (this.column.kind !== 'numeric') return this.#readText(cell, row, at);
    const { markerNumbers, isMissing } = this.#rules;
    const number = this.#readNumber(cell);
    if (!Number.isNaN(number) && !(markerNumbers.size > 0 && isMissing(cell.trim()))) {
      row[at] = number;
      return undefined;
    }
    const text = cell.trim();
    return isMissing(text) ? this.#readMissing(row, at) : numberFault(text, this.format);
  }

  /**
   * Reads a value of a format that distinguishes numbers from texts: JSON, as `parseExactJson` gives it, or Parquet.
   *
   * @param value undefined, null and NaN are missing
   * @param row as in `readCell`
   * @returns as `readCell`
   */
  readValue(value: unknown, row: Float64Array, at: number): Refusal | undefined {
    const isNumeric = this.column.kind === 'numeric';
    if (typeof value === 'number') {
      if (!Number.isFinite(value))
        return Number.isNaN(value) ? this.#readMissing(row, at) : 'range';
      return isNumeric
        ? this.#readQuantity(value, row, at)
        : this.#readText(spellNumber(value), row, at);
    }
    if (typeof value === 'string' || typeof value === 'boolean') {
      const text = String(value);
      return isNumeric ? this.#readNoNumber(text, row, at) : this.#readText(text, row, at);
    }
    return value === null || value === undefined ? this.#readMissing(row, at) : 'nested';
  }

  #readQuantity(number: number, row: Float64Array, at: number): Refusal | undefined {
    const { markerNumbers, isMissing } = this.#rules;
    if (markerNumbers.size > 0 && isMissing(spellNumber(number))) return this.#readMissing(row, at);
    row[at] = number + 0; // makes -0 a plain 0
    return undefined;
  }

  /** A text in the place of a number: missing, or refused. */
  #readNoNumber(given: string, row: Float64Array, at: number): Refusal | undefined {
    const text = given.trim();
    if (this.#rules.isMissing(text)) return this.#readMissing(row, at);
    if (isHeldNumber(given)) return this.#readQuantity(Number(given), row, at);
    return Number.isNaN(this.#readNumber(text)) ? numberFault(text, this.format) : 'quoted';
  }

  #readText(cell: string, row: Float64Array, at: number): Refusal | undefined {
    const { column } = this;
    if (column.kind !== 'text') {
      const code = this.#codes.get(cell);
      if (code !== undefined) return this.#writeLevel(code, row, at);
    }
    const text = cell.trim();
    if (this.#rules.isMissing(text)) return this.#readMissing(row, at);
    if (column.kind === 'text') return this.#countWords(text, row, at);
    if (column.kind !== 'datetime') {
      const code = this.#codes.get(text) ?? this.#codes.get(text.replace(WHOLE_FRACTION, ''));
      return this.#writeLevel(code ?? this.#codeOfOther(text), row, at);
    }
    const moment = readDateTime(text, column.format);
    if (moment === undefined) return 'unknown';
    const { parts } = column;
    for (let part = 0; part < parts.length; part++) row[at + part] = datePart(moment, parts[part]!);
    return undefined;
  }

  #countWords(text: string, row: Float64Array, at: number): Refusal | undefined {
    if (isTooLong(text)) return 'long';
    row.fill(0, at, at + this.width);
    for (const word of wordsOf(text)) {
      const index = this.#codes.get(word);
      if (index !== undefined) row[at + index]!++;
    }
    return undefined;
  }

  /** @param code undefined of a level that training did not see */
  #writeLevel(code: number | undefined, row: Float64Array, at: number): Refusal | undefined {
    const table = this.column.kind === 'names' ? this.column.table : undefined;
    if (code === undefined && !table?.unseen) return 'unknown';
    if (!table) row[at] = code!;
    for (let i = 0; table && i < this.width; i++) {
      row[at + i] = code === undefined ? table.unseen![i]! : table.values[i]![code]!;
    }
    return undefined;
  }

  /** Of a text that is not exactly a level. */
  #codeOfOther(text: string): number | undefined {
    if (this.column.kind !== 'categorical') return undefined;
    const { boolean, other, levels } = this.column.feature;
    if (other === true) return levels.length - 1;
    const value = boolean && readKnownBoolean(text);
    return value === undefined ? value : Number(value);
  }

  #readMissing(row: Float64Array, at: number): Refusal | undefined {
    if (!this.mayMiss) return 'missing';
    row.fill(NaN, at, at + this.width);
    return undefined;
  }
}
