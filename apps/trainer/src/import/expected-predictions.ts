/** What a library itself predicts: a file of lines, or of numpy. */
import { isNpy, readNumberTable } from '@lambda-forest/interop';

/** A number of the library, and how far the file may have rounded it. */
interface ExpectedNumber {
  readonly value: number;
  readonly rounding: number;
  /** As the file has it. */
  readonly text: string;
}

/** A file of shorter or longer numbers is taken as it is, not as rounded. */
const LEAST_DIGITS = 6;
const MOST_DIGITS = 14;

/** Rows of numbers, read as they are asked for. */
export interface Expected {
  readonly rows: number;
  readonly rowAt: (row: number) => readonly ExpectedNumber[];
}

/**
 * @param bytes of a .npy file, or of lines of numbers with commas, semicolons or blanks between them, perhaps below a header
 * @throws {ForeignModelError} for a .npy file that is damaged or holds no numbers
 */
export function readExpected(bytes: Uint8Array): Expected {
  return isNpy(bytes) ? expectedOfArray(bytes) : expectedOfLines(new TextDecoder().decode(bytes));
}

function expectedOfArray(bytes: Uint8Array): Expected {
  const { numbers, rows, columns, isFloat32 } = readNumberTable(bytes, 'the predictions');
  const half = isFloat32 ? 2 ** -24 : 0;
  return {
    rows,
    rowAt: (row) =>
      Array.from(numbers.subarray(row * columns, (row + 1) * columns), (value) => ({
        value,
        rounding: half * Math.abs(value),
        text: String(value),
      })),
  };
}

function expectedOfLines(text: string): Expected {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines[0] !== undefined && cellsOf(lines[0]).some((cell) => Number.isNaN(Number(cell))))
    lines.shift();
  const roundingOf = roundingIn(lines.map(cellsOf));
  return {
    rows: lines.length,
    rowAt: (row) =>
      cellsOf(lines[row]!).map((cell) => {
        const value = cell === '' ? NaN : Number(cell);
        return { value, rounding: roundingOf(value), text: cell };
      }),
  };
}

function cellsOf(line: string): string[] {
  return line.trim().split(/\s*[,;]\s*|\s+/);
}

/**
 * Half a unit of the last digit that the file keeps: `%.6f` keeps the same places in all numbers, `%.6g` the same digits,
 * of which it does not write the zeros at the end. Numbers of 15 digits are whole, and those of few could be anything:
 * classes.
 */
function roundingIn(rows: readonly (readonly string[])[]): (value: number) => number {
  let digits = 0;
  const places = new Set<number>();
  for (const cell of rows.flat()) {
    const [mantissa = '', exponent] = cell.toLowerCase().split('e');
    digits = Math.max(digits, mantissa.replace(/\D/g, '').replace(/^0+/, '').length);
    places.add(exponent === undefined ? (mantissa.split('.')[1]?.length ?? 0) : NaN);
  }
  if (digits < LEAST_DIGITS || digits > MOST_DIGITS) return () => 0;
  const [place] = places;
  if (places.size === 1 && place! >= 0) return () => 0.5 * 10 ** -place!;
  return (value) => 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
}
