import { numberReader } from '@lambda-forest/schema';
import type { CellFormat, NumberFormat } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TRAINED_CASES } from '../../cases/trained-numbers.ts';
import { CsvRowsSink } from '../../test/rows.ts';
import { describeChangedMarks, numberFormats, TextScanner } from '../index.ts';
import type { Dialect, TextChoice } from '../index.ts';

/** The numbers of each column as a model reads them, NaN where one is refused, and what is said of the file. */
function read(text: string, trained: readonly (CellFormat | undefined)[], choice: TextChoice = {}) {
  const sink = new CsvRowsSink();
  let dialect: Dialect | undefined;
  const scanner = new TextScanner('new.csv', choice, {
    csv(found) {
      dialect = found;
      return sink;
    },
    jsonLines: () => expect.unreachable(),
  });
  scanner.push(Buffer.from(text));
  scanner.end();
  const [header, ...rows] = sink.rows.map(({ cells }) => cells);
  const formatOf = numberFormats(dialect!, (column) => trained[column]);
  const columns = header!.map((name, i) => ({ name, format: formatOf(i), trained: trained[i] }));
  return {
    said: describeChangedMarks('new.csv', dialect!, columns),
    numbers: columns.map(({ format }, i) => rows.map((cells) => numberReader(format)(cells[i]!))),
  };
}

test.each(TRAINED_CASES)('$what', ({ trained, text, x, isSaid, choice }) => {
  const { numbers, said } = read(text, trained, choice);
  const distinct = numbers[0]!.filter((number, row, all) => row === 0 || number !== all[row - 1]);
  expect(distinct).toEqual(x);
  if (isSaid === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(/^new\.csv writes the numbers of "[xw]"/);
});

const FORMATS: readonly NumberFormat[] = [
  { decimal: '.' },
  { decimal: ',' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: ' ' },
];

function spell(number: number, digits: number, { decimal, thousands }: NumberFormat): string {
  const [whole, fraction] = number.toFixed(digits).split('.');
  const grouped = whole!.replace(/\B(?=(?:\d{3})+$)/g, thousands ?? '');
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}

const file = fc.record({
  trained: fc.constantFrom(...FORMATS),
  written: fc.constantFrom(...FORMATS),
  delimiter: fc.constantFrom(',', ';', '\t'),
  columns: fc.array(
    fc.record({
      // Mostly such as 9202 or 9.202.
      cells: fc.array(
        fc.tuple(fc.integer({ min: 1000, max: 99_999 }), fc.constantFrom(0, 3, 3, 1, 2)),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
      isFixed: fc.boolean(),
    }),
    { minLength: 2, maxLength: 3 },
  ),
});

test('a number is read as it was written, or refused, unless the file could be one of training', () => {
  let wrong = 0;
  let right = 0;
  fc.assert(
    fc.property(file, ({ trained, written, delimiter, columns }) => {
      const table = columns.map(({ cells, isFixed }) =>
        cells.map(([digits, decimals]) => {
          const places = isFixed ? cells[0]![1] : decimals;
          const number = digits / 10 ** places;
          return { number, text: spell(number, places, written) };
        }),
      );
      const quoted = (text: string) => (text.includes(delimiter) ? `"${text}"` : text);
      const lines = [0, 1, 2].map((row) =>
        table.map((cells) => quoted(cells[row]!.text)).join(delimiter),
      );
      const text = `${['x', 'y', 'z'].slice(0, table.length).join(delimiter)}\n${lines.join('\n')}\n`;
      const { numbers } = read(
        text,
        table.map(() => trained),
      );
      const asTrained = numberReader(trained);
      const isUsual =
        delimiter === ','
          ? trained.decimal === '.'
          : delimiter !== ';' || trained.thousands !== ',';
      const isTrained = (cell: { readonly text: string }) =>
        isUsual && !Number.isNaN(asTrained(cell.text));
      const isSilent = !numbers.flat().some(Number.isNaN);
      for (const [column, cells] of table.entries()) {
        for (const [row, cell] of cells.entries()) {
          const found = numbers[column]![row]!;
          if (found === cell.number) right++;
          else if (!Number.isNaN(found)) {
            wrong++;
            const couldBe = isSilent ? table.flat().every(isTrained) : isTrained(cell);
            expect({ text, trained, couldBe }).toEqual({ text, trained, couldBe: true });
          }
        }
      }
    }),
    { numRuns: 1_000 },
  );
  expect(wrong).toBeLessThan(right / 20);
});
