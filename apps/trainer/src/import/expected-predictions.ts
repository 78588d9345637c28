/** What a library itself predicts: a file of lines, or of numpy. */
import { isNpy, readNumberTable } from '@lambda-forest/interop';

/** A number of the library, and how far the file may have rounded it. */
interface ExpectedNumber {
  readonly value: number;
  readonly rounding: number;
  /** As the file has it. */
  readonly text: string;
}

/** Shorter numbers are taken as they are, not as rounded. */
const LEAST_DIGITS = 6;

/** Rows of numbers, read as they are asked for. */
export interface Expected {
  readonly rows: number;
  readonly rowAt: (row: number) => readonly ExpectedNumber[];
}

/**
 * @param bytes of a .npy file, or of lines of numbers with commas between them, perhaps below a header
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
  if (lines[0]?.split(',').some((cell) => Number.isNaN(Number(cell))) === true) lines.shift();
  return {
    rows: lines.length,
    rowAt: (row) =>
      lines[row]!.split(',').map((cell) => {
        const digits = cell.trim();
        const value = digits === '' ? NaN : Number(digits);
        return { value, rounding: roundingOf(digits), text: digits };
      }),
  };
}

/** Half a unit of the last digit that is written. A number of 15 digits is whole, and one of few could be anything: a class. */
function roundingOf(cell: string): number {
  const [, fraction = '', exponent = '0'] =
    /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(cell) ?? [];
  const digits = cell.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length;
  return digits >= 15 || digits < LEAST_DIGITS
    ? 0
    : 0.5 * 10 ** (Number(exponent) - fraction.length);
}
