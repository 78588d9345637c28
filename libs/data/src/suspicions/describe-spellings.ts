import { formatInteger, option, quote } from '@lambda-forest/text';
import { numberReader } from '@lambda-forest/schema';

import type { WordColumn } from '../columns/column.ts';
import { PlainColumn } from '../columns/plain-cells.ts';
import { describeLookAlikes } from '../kinds/look-alikes.ts';
import { tidyWords } from '../kinds/tidy-words.ts';
import type { TidyWords } from '../kinds/tidy-words.ts';
import { placeOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { ReadDataset } from '../dataset/to-dataset.ts';
import type { Suspicion } from './suspicion.ts';

const MAX_EXAMPLES = 3;
/** Of the rows: with fewer numbers, levels are words of which some are numbered. */
const MOSTLY_NUMBERS = 0.5;
const LEADING_ZERO = /^[+-]?0\d+$/;

/**
 * Columns whose kind comes from how their cells are written, and may not be what is meant: numbers among which there
 * is a word, numbers and dates that are not written as such, and codes that are read as numbers.
 */
export function describeSpellings(table: Table, { columns }: ReadDataset): Suspicion[] {
  return columns.flatMap(({ name, role, kind }, index): Suspicion[] => {
    const column = table.columns[index]!;
    if (role !== 'feature' || column.form !== 'words') return [];
    if (kind === 'numeric' && column instanceof PlainColumn) return [];
    const tidy = tidyWords(column, table.isMissing);
    if (kind === 'categorical') {
      const hint = describeLookAlikes(tidy.words);
      if (hint === undefined) return describeWordsAmongNumbers(table, index, column, tidy);
      const message = `levels such as ${quote(tidy.words[0]!)}: ${hint}`;
      return [{ code: 'look-alike-levels', column: name, message }];
    }
    const code =
      kind === 'numeric' ? tidy.words.find((word) => LEADING_ZERO.test(word)) : undefined;
    if (code === undefined) return [];
    const message = `numbers such as ${quote(code)} lose the zeros in front: if they are codes, say in ${option('schema')} that the column is categorical`;
    return [{ code: 'leading-zeros', column: name, message }];
  });
}

/** A single word makes a category of each number; often it means a missing value. */
function describeWordsAmongNumbers(
  table: Table,
  index: number,
  column: WordColumn,
  { words, counts, of, present }: TidyWords,
): Suspicion[] {
  const readNumber = numberReader(table.formats[index]);
  const others = words.filter((word) => Number.isNaN(readNumber(word)));
  const numbers = words.reduce(
    (sum, word, i) => sum + (Number.isNaN(readNumber(word)) ? 0 : counts[i]!),
    0,
  );
  if (others.length === 0 || numbers < present * MOSTLY_NUMBERS) return [];
  const shown = others.slice(0, MAX_EXAMPLES).map((word) => {
    const at = words.indexOf(word);
    const { row, source } = placeOf(
      table,
      column.codes.findIndex((code) => of[code] === at),
    );
    return `${quote(word)} (line ${row}${source === undefined ? '' : ` of ${source}`})`;
  });
  const rest = others.length - shown.length;
  const message = `${shown.join(', ')}${rest > 0 ? ` and ${rest} more words` : ''} among ${formatInteger(numbers)} cells of numbers, which are levels because of that: correct them, or name what stands for a missing value with ${option('missing-values')}`;
  return [{ code: 'mixed-types', column: table.header[index]!, message }];
}
