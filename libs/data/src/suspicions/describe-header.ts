import { quote } from '@lambda-forest/text';
import { numberReader, readDecimal } from '@lambda-forest/schema';

import type { Table } from '../table/table.ts';
import type { Suspicion } from './suspicion.ts';

/** Names that are cells: the first line may be a row, and the names may be lacking. */
export function describeHeader(table: Table): Suspicion[] {
  const { header, columns } = table;
  const value = header.find((name, index) => {
    const number = readDecimal(name);
    if (number === undefined || Number.isInteger(number)) return false; // 2019 may well be a name
    const column = columns[index]!;
    return (
      column.form === 'numbers' ||
      (column.form === 'words' && column.words.some((word) => isNumber(word, index)))
    );
  });
  if (value === undefined) return [];
  const message = `the column ${quote(value)} is named like one of its numbers: if the first line is a row, put a line with the columns' names above it`;
  return [{ code: 'header', message }];

  function isNumber(word: string, index: number): boolean {
    return !Number.isNaN(numberReader(table.formats[index])(word));
  }
}
