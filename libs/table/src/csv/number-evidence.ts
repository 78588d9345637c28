import { MINUS_SIGN, otherMark } from '@lambda-forest/schema';
import type { DecimalMark, ThousandsMark } from '@lambda-forest/schema';

/** A person's choice for all columns. */
export interface NumberChoice {
  readonly decimal?: DecimalMark | undefined;
  readonly thousands?: ThousandsMark | undefined;
}

/** What the cells of a column say about how its numbers are written. */
export interface NumberEvidence {
  /** The decimal mark of most cells that can be read in one way only, as 1.5, 1,234.5 or 1.234.567. */
  readonly decimal?: DecimalMark | undefined;
  /** Whether there are as many of such cells with either mark. */
  readonly isTied: boolean;
  /** A mark of thousands that is one beyond doubt. */
  readonly thousands?: ThousandsMark | undefined;
  /** The mark of cells such as 1.500 or 1,500, which may be either. */
  readonly doubtful?: DecimalMark | undefined;
  /** Whether each of the numbers is one such as 1.500, as if all were written with three decimals. */
  readonly isFixed: boolean;
  /** A mark that cells have. Absent: they have none, and are read alike in any format. */
  readonly seen?: DecimalMark | undefined;
  /** Whether the marks are a person's choice. */
  readonly isAsked: boolean;
  /** Whether most of the cells are numbers, so that they say something about other columns too. */
  readonly isNumeric: boolean;
}

const GROUPED = /^[+-]?([1-9]\d{0,2})([.,'’ \xa0\u2009\u202f])\d{3}((?:\2\d{3})*)(?:([.,])\d+)?$/;
/** As in India: 12,34,567. */
const IN_LAKHS = /^[+-]?[1-9]\d?(?:,\d\d)+,\d{3}(\.\d+)?$/;
const DECIMAL = /^[+-]?(?=[.,]?\d)\d*([.,]?)\d*(?:[eE][+-]?\d+)?$/;

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

  /** @param given trimmed */
  add(given: string): void {
    if (given === '') return;
    this.#cells++;
    const cell = given.replace(MINUS_SIGN, '-').replace(IN_LAKHS, '1,000,000$1');
    const [, first = '', mark, more, decimal] = GROUPED.exec(cell) ?? [];
    if (!mark) {
      const found = DECIMAL.exec(cell)?.[1] as DecimalMark | '' | undefined;
      if (found === undefined) return;
      if (found !== '') this.#decimals[found]++;
    } else {
      if (decimal === mark) return;
      const isPointOrComma = mark === '.' || mark === ',';
      if (decimal) this.#decimals[decimal as DecimalMark]++;
      if (isPointOrComma && !decimal && more === '') this.#doubtful[mark]++;
      else if (isPointOrComma) this.#thousands[mark]++;
      else if (mark !== ' ') this.#thousands[/['’]/.test(mark) ? "'" : ' ']++;
      // Digits in threes behind blanks alone may be a code.
      else if (first.length < 3 || decimal) this.#thousands[' ']++;
    }
    this.#numbers++;
  }

  evidence({ decimal: given, thousands: asked }: NumberChoice): NumberEvidence {
    const countOf = (mark: DecimalMark) => this.#decimals[mark] + this.#thousands[otherMark(mark)];
    const [points, commas] = [countOf('.'), countOf(',')];
    const other = asked === '.' || asked === ',' ? otherMark(asked) : undefined;
    const found = points === commas ? undefined : points > commas ? '.' : ',';
    const decimal = given ?? other ?? found;
    const doubtful = (['.', ','] as const).find((mark) => this.#doubtful[mark] > 0);
    return {
      decimal,
      thousands: asked ?? (decimal && this.#marks(decimal)) ?? this.#rareMark(),
      doubtful,
      isTied: !found && points > 0,
      isFixed: this.#doubtful['.'] === this.#numbers,
      seen: found ?? (points > 0 ? '.' : doubtful),
      isAsked: (given ?? asked) !== undefined,
      isNumeric: 2 * this.#numbers >= this.#cells,
    };
  }

  /** The mark of thousands in a column of this decimal mark. Cells that contradict the mark leave it open. */
  #marks(decimal: DecimalMark): ThousandsMark | undefined {
    const mark = otherMark(decimal);
    const isClear = this.#decimals[mark] === 0 && this.#thousands[decimal] === 0;
    return isClear && this.#thousands[mark] + this.#doubtful[mark] > 0 ? mark : undefined;
  }

  #rareMark(): ThousandsMark | undefined {
    return ([' ', "'"] as const).find((mark) => this.#thousands[mark] > 0);
  }
}
