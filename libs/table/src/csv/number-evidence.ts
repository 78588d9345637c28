import type { DecimalMark, ThousandsMark } from '@lambda-forest/schema';

/** A person's choice for all columns. */
export interface NumberChoice {
  readonly decimal?: DecimalMark | undefined;
  readonly thousands?: ThousandsMark | undefined;
}

/** What the cells of a column say about how its numbers are written. */
export interface NumberEvidence {
  /** The decimal mark, by cells that can be read in one way only, as 1.5, 1,234.5 or 1.234.567. */
  readonly decimal?: DecimalMark | undefined;
  /** A mark of thousands that is one beyond doubt. */
  readonly thousands?: ThousandsMark | undefined;
  /** The mark of cells such as 1.500 or 1,500, which may be either, and no other cell says which. */
  readonly doubtful?: DecimalMark | undefined;
  /** Whether each of the numbers has that mark, as if all were written with three decimals. */
  readonly isFixed?: boolean;
  /** Whether the marks are a person's choice. */
  readonly isAsked: boolean;
  /** Whether most of the cells are numbers, so that they say something about other columns too. */
  readonly isNumeric: boolean;
}

const GROUPED = /^[+-]?([1-9]\d{0,2})([.,'’ \xa0\u2009\u202f])\d{3}((?:\2\d{3})*)(?:([.,])\d+)?$/;
const FRACTION = /^[+-]?\d*([.,])\d*(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;

/** Counts the spellings of one column's cells. */
export class NumberTally {
  /** Cells that are not empty. */
  #cells = 0;
  #numbers = 0;
  /** Cells with this decimal mark, beyond doubt. */
  readonly #decimals = { '.': 0, ',': 0 };
  /** Cells with this mark of thousands, beyond doubt. */
  readonly #thousands = { '.': 0, ',': 0, ' ': 0, "'": 0 };
  /** Cells with one such mark before three digits, and no other. */
  readonly #doubtful = { '.': 0, ',': 0 };

  /** @param cell trimmed */
  add(cell: string): void {
    if (cell === '') return;
    this.#cells++;
    const grouped = GROUPED.exec(cell);
    const fraction = grouped === null ? FRACTION.exec(cell) : null;
    if (grouped === null && fraction === null) {
      if (WHOLE.test(cell)) this.#numbers++;
      return;
    }
    if (fraction !== null) {
      if (cell.length > 1) this.#decimals[fraction[1] as DecimalMark]++;
    } else {
      const [, first = '', mark = '', more, decimal] = grouped!;
      if (decimal === mark) return;
      const isPointOrComma = mark === '.' || mark === ',';
      if (decimal !== undefined) this.#decimals[decimal as DecimalMark]++;
      if (isPointOrComma && decimal === undefined && more === '') this.#doubtful[mark]++;
      else if (isPointOrComma) this.#thousands[mark]++;
      else if (mark !== ' ') this.#thousands[/['’]/.test(mark) ? "'" : ' ']++;
      // Digits in threes behind blanks alone may be a code.
      else if (first.length < 3 || decimal !== undefined) this.#thousands[' ']++;
    }
    this.#numbers++;
  }

  evidence({ decimal: given, thousands: asked }: NumberChoice): NumberEvidence {
    const points = this.#decimals['.'] + this.#thousands[','];
    const commas = this.#decimals[','] + this.#thousands['.'];
    const isNumeric = 2 * this.#numbers >= this.#cells;
    const other = asked === '.' ? ',' : asked === ',' ? '.' : undefined;
    const found = points + commas === 0 ? undefined : points >= commas ? '.' : ',';
    const decimal = given ?? other ?? found;
    const [doubtful] = (['.', ','] as const).filter((mark) => this.#doubtful[mark] > 0);
    const isAsked = given !== undefined || asked !== undefined;
    if (decimal === undefined) {
      const isFixed = doubtful !== undefined && this.#doubtful[doubtful] === this.#numbers;
      return { thousands: asked ?? this.#rareMark(), doubtful, isFixed, isAsked, isNumeric };
    }
    return { decimal, thousands: asked ?? this.#marks(decimal), isAsked, isNumeric };
  }

  /** The mark of thousands in a column of this decimal mark. Cells that contradict the mark leave it open. */
  #marks(decimal: DecimalMark): ThousandsMark | undefined {
    const mark = decimal === '.' ? ',' : '.';
    const isClear = this.#decimals[mark] === 0 && this.#thousands[decimal] === 0;
    const count = this.#thousands[mark] + this.#doubtful[mark];
    return isClear && count > 0 ? mark : this.#rareMark();
  }

  #rareMark(): ThousandsMark | undefined {
    return ([' ', "'"] as const).find((mark) => this.#thousands[mark] > 0);
  }
}
