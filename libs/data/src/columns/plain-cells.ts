import { markCode } from '@lambda-forest/schema';
import type { DecimalMark, CellFormat } from '@lambda-forest/schema';

import type { WordColumn } from './column.ts';
import { GrowingArray } from './growing-array.ts';

const MINUS = 45;
const ZERO = 48;
/** A decimal of at most this many digits belongs to one number, which is written as the same decimal again. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * Cells that are empty or plain decimals, such as `-12.50`, as numbers with as many decimals: nine bytes each, where
 * a text and its place in a list of distinct ones take a hundred. A table of tens of thousands of columns has no
 * room for more.
 */
export class PlainCells {
  readonly #mark: DecimalMark;
  readonly #markCode: number;
  readonly #values = new GrowingArray((length) => new Float64Array(length));
  readonly #decimals = new GrowingArray((length) => new Uint8Array(length));

  constructor(format: CellFormat) {
    this.#mark = format.decimal;
    this.#markCode = markCode(format);
  }

  get length(): number {
    return this.#values.length;
  }

  /** @returns false for any other cell, which is not added */
  add(cell: string): boolean {
    const isNegative = cell.charCodeAt(0) === MINUS;
    const start = isNegative ? 1 : 0;
    const { length } = cell;
    const mark = this.#markCode;
    let whole = 0;
    let markAt = length;
    for (let at = start; at < length; at++) {
      const digit = cell.charCodeAt(at) - ZERO;
      if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
      else if (digit + ZERO === mark && markAt === length) markAt = at;
      else return false;
    }
    const decimals = Math.max(0, length - markAt - 1);
    const before = markAt - start; // digits before the mark
    if (length > 0) {
      const isWritten = before > 0 && before + decimals <= EXACT_DIGITS && markAt !== length - 1;
      const isPadded = before > 1 && cell.charCodeAt(start) === ZERO;
      if (!isWritten || isPadded || (isNegative && whole === 0)) return false;
    }
    const value = whole / POWERS[decimals]!;
    this.#values.push(length === 0 ? NaN : isNegative ? -value : value);
    this.#decimals.push(decimals);
    return true;
  }

  /**
   * The cells as a column, whose words are made when they are asked for. The cells are gone then.
   *
   * @param mayBeMissing whether a number may be a marker of missing values
   */
  take(flags: Flags, mayBeMissing: boolean): PlainColumn {
    const values = this.#values.take();
    return new PlainColumn(values, this.#decimals.take(), this.#mark, flags, mayBeMissing);
  }
}

type Flags = Pick<WordColumn, 'hasTextNumbers' | 'hasNumbers'>;

interface Words {
  readonly words: readonly string[];
  readonly codes: Uint32Array;
}

/** A column of cells that are empty or plain decimals. */
export class PlainColumn implements WordColumn {
  /** The words of the column that was asked last: columns are looked at one after the other. */
  static #last: { readonly column: PlainColumn; readonly words: Words } | undefined;

  readonly form = 'words';
  readonly hasTextNumbers: boolean;
  readonly hasNumbers: boolean;
  /** NaN where a cell is empty. Absent if numbers may be markers of missing values, or texts. */
  readonly numbers: Float64Array | undefined;
  readonly #values: Float64Array;
  readonly #decimals: Uint8Array;
  readonly #mark: DecimalMark;

  /**
   * @param values NaN where the cell is empty
   * @param decimals how many digits each has behind the mark
   */
  constructor(
    values: Float64Array,
    decimals: Uint8Array,
    mark: DecimalMark,
    flags: Flags,
    mayBeMissing: boolean,
  ) {
    this.#values = values;
    this.#decimals = decimals;
    this.#mark = mark;
    this.hasTextNumbers = flags.hasTextNumbers;
    this.hasNumbers = flags.hasNumbers;
    if (!mayBeMissing && !flags.hasTextNumbers) this.numbers = values;
  }

  get words(): readonly string[] {
    return this.#spelled().words;
  }

  get codes(): Uint32Array {
    return this.#spelled().codes;
  }

  /** The cell exactly as the file has it. */
  #cell(row: number): string {
    const value = this.#values[row]!;
    if (Number.isNaN(value)) return '';
    const text = value.toFixed(this.#decimals[row]);
    return this.#mark === '.' ? text : text.replace('.', this.#mark);
  }

  #spelled(): Words {
    if (PlainColumn.#last?.column === this) return PlainColumn.#last.words;
    const codeOf = new Map<string, number>();
    const codes = new Uint32Array(this.#values.length);
    for (let row = 0; row < codes.length; row++) {
      const cell = this.#cell(row);
      let code = codeOf.get(cell);
      if (code === undefined) codeOf.set(cell, (code = codeOf.size));
      codes[row] = code;
    }
    const words = { words: [...codeOf.keys()], codes };
    PlainColumn.#last = { column: this, words };
    return words;
  }
}
