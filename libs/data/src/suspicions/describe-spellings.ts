import { formatInteger, option, quote } from '@lambda-forest/text';
import { numberReader } from '@lambda-forest/schema';

import { codeLike } from '../columns/code-like.ts';
import type { CodeLike } from '../columns/code-like.ts';
import type { Column, WordColumn } from '../columns/column.ts';
import { PlainColumn } from '../columns/plain-cells.ts';
import { describeLookAlikes, exampleOf } from '../kinds/look-alikes.ts';
import { tidyWords } from '../kinds/tidy-words.ts';
import type { TidyWords } from '../kinds/tidy-words.ts';
import { placeOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { ReadDataset } from '../dataset/to-dataset.ts';
import type { Suspicion } from './suspicion.ts';

const MAX_EXAMPLES = 3;
/** Of the rows: with fewer numbers, levels are words of which some are numbered. */
const MOSTLY_NUMBERS = 0.5;

/**
 * Columns whose kind comes from how their cells are written, and may not be what is meant: numbers among which there
 * is a word, numbers and dates that are not written as such, and codes that are read as numbers.
 */
export function describeSpellings(table: Table, { columns, dataset }: ReadDataset): Suspicion[] {
  return columns.flatMap(({ name, role, kind }, index): Suspicion[] => {
    const column = table.columns[index]!;
    const isClass = role === 'target' && dataset.task === 'classification';
    if (role !== 'feature' && !isClass) return [];
    if (kind === 'numeric') return describeCodes(name, codesOf(table, column));
    if (column.form !== 'words' || (kind !== 'categorical' && !isClass)) return [];
    const tidy = tidyWords(column, table.isMissing);
    const hint = describeLookAlikes(tidy.words);
    if (hint !== undefined) {
      const message = `${isClass ? 'classes' : 'levels'} such as ${quote(exampleOf(tidy.words, table.formats[index]))}: ${hint}`;
      return [{ code: 'look-alike-levels', column: name, message }];
    }
    return isClass ? [] : describeWordsAmongNumbers(table, index, column, tidy);
  });
}

function codesOf(table: Table, column: Column): CodeLike | undefined {
  if (column.form === 'numbers') return column.codeLike;
  if (column.form !== 'words' || column instanceof PlainColumn) return undefined;
  return codeLike(tidyWords(column, table.isMissing).words);
}

function describeCodes(column: string, found: CodeLike | undefined): Suspicion[] {
  if (found === undefined) return [];
  const { code, example } = found;
  const loss =
    code === 'exponents' ? 'are powers of ten, as 1E03 is 1000' : 'lose the zeros in front';
  const message = `numbers such as ${quote(example)} ${loss}: if they are codes, say in ${option('schema')} that the column is categorical`;
  return [{ code, column, message }];
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
    if (column.counts !== undefined) return quote(word); // its line is not known
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
