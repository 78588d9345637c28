import type { DateFormat } from '@lambda-forest/schema';
import { defined } from '@lambda-forest/text';

import {
  formOfWords,
  MANY_WORDS,
  MAX_ODD,
  MAX_WORDS,
  momentReader,
  valueReader,
} from '../columns/column-builder.ts';
import type { ColumnRules } from '../columns/column-builder.ts';
import type { WordColumn } from '../columns/column.ts';
import { rowsOfWords } from '../kinds/tidy-words.ts';
import { addValues, countValues } from './value-counts.ts';
import type { ValueCounts } from './value-counts.ts';

/** How a column's cells are read, and whether all distinct ones are kept. */
export interface SummaryRules extends Pick<
  ColumnRules,
  'isMissing' | 'format' | 'hasNumberMarkers' | 'keepWords'
> {
  /** Of distinct cells that are kept of other columns: more than MANY_WORDS. Default MAX_WORDS. */
  readonly maxWords?: number;
}

/** What some rows have in a column: of consecutive rows, the sum of what parts of them have. */
export interface ColumnSummary {
  readonly hasTextNumbers: boolean;
  readonly hasNumbers: boolean;
  /** Distinct cells exactly as the file has them, in order of appearance: all, or the first ones if there is `many`. */
  readonly words: readonly string[];
  /** Rows of each. */
  readonly counts: Float64Array;
  /** In place of the words, if they are too many. */
  readonly many?: ManyCells;
}

type ManyCells = ManyValues | { readonly form: 'text' | 'mixed' };

export interface ManyValues extends Sequence {
  readonly form: 'numbers' | 'times';
  /** Of times. */
  readonly format?: DateFormat;
  readonly values: ValueCounts;
  readonly missing: number;
  /** The first cells that are neither a value nor missing, and how many there are. */
  readonly odd: readonly string[];
  readonly oddCount: number;
}

/** How values follow each other. */
interface Sequence {
  readonly first: number;
  readonly last: number;
  readonly rises: boolean;
  readonly falls: boolean;
}

/** @param column all of whose words were kept */
export function summarizeColumn(column: WordColumn, rules: SummaryRules): ColumnSummary {
  const { words, codes, hasTextNumbers, hasNumbers } = column;
  const rowsOf = rowsOfWords(column);
  const isThere = [...rowsOf.keys()].filter((word) => rowsOf[word]! > 0);
  const summary: ColumnSummary = {
    hasTextNumbers,
    hasNumbers,
    words: isThere.map((word) => words[word]!),
    counts: Float64Array.from(isThere, (word) => rowsOf[word]!),
  };
  if (isListed(summary, rules)) return summary;
  return reduced(summary, summary, rules, { words, codes });
}

function isListed(
  { words }: ColumnSummary,
  { keepWords, maxWords = MAX_WORDS }: SummaryRules,
): boolean {
  return keepWords || words.length <= maxWords;
}

/** @param a rows before those of b */
export function addSummaries(
  a: ColumnSummary,
  b: ColumnSummary,
  rules: SummaryRules,
): ColumnSummary {
  const head = appended(a, b);
  if (a.many === undefined && b.many === undefined) {
    return isListed(head, rules) ? head : reduced(head, head, rules);
  }
  const [first, second] = [a, b].map((one) => one.many ?? reduced(one, head, rules).many!);
  return { ...shortened(head), many: addMany(first!, second!) };
}

function appended(a: ColumnSummary, b: ColumnSummary): ColumnSummary {
  const words = [...a.words];
  const counts = [...a.counts];
  const indexOf = new Map(words.map((word, index) => [word, index]));
  for (const [i, word] of b.words.entries()) {
    const index = indexOf.get(word);
    if (index === undefined) {
      words.push(word);
      counts.push(b.counts[i]!);
    } else counts[index]! += b.counts[i]!;
  }
  return {
    hasTextNumbers: a.hasTextNumbers || b.hasTextNumbers,
    hasNumbers: a.hasNumbers || b.hasNumbers,
    words,
    counts: Float64Array.from(counts),
  };
}

function shortened(summary: ColumnSummary): ColumnSummary {
  const counts = summary.counts.slice(0, MANY_WORDS + 1);
  return { ...summary, words: summary.words.slice(0, MANY_WORDS + 1), counts };
}

/** What the first words of a column say that it is, if there are too many to list. */
export function formOfSummary(
  { words, hasTextNumbers }: ColumnSummary,
  rules: SummaryRules,
): ReturnType<typeof formOfWords> {
  const first = words.slice(0, MANY_WORDS + 1);
  return formOfWords(first, hasTextNumbers, valueReader(rules), rules.isMissing);
}

/**
 * The values of words in their place.
 *
 * @param head whose first words decide what they are
 * @param cells row by row, if they are known; by default each word has its rows one after the other
 */
function reduced(
  summary: ColumnSummary,
  head: ColumnSummary,
  rules: SummaryRules,
  cells?: Pick<WordColumn, 'words' | 'codes'>,
): ColumnSummary {
  const found = formOfSummary(head, rules);
  const short = shortened(summary);
  if (found === undefined) return { ...short, many: { form: 'text' } };
  const read =
    found.form === 'numbers' ? valueReader(rules) : momentReader(found.format, rules.isMissing);
  const values = Float64Array.from(summary.words, read);
  let [missing, oddCount] = [0, 0];
  const odd: string[] = [];
  for (const [i, word] of summary.words.entries()) {
    if (!Number.isNaN(values[i]!)) continue;
    const rows = summary.counts[i]!;
    if (rules.isMissing(word.trim())) missing += rows;
    else {
      oddCount += rows;
      if (odd.length < MAX_ODD) odd.push(word);
    }
  }
  const inOrder = cells === undefined ? values : valuesInOrder(cells, read);
  const rest = { ...sequenceOf(inOrder), missing, odd, oddCount };
  const { form } = found;
  const format = defined({ format: found.form === 'times' ? found.format : undefined });
  const counted = countValues(values, summary.counts);
  return { ...short, many: { form, ...format, ...rest, values: counted } };
}

function valuesInOrder(
  { words, codes }: Pick<WordColumn, 'words' | 'codes'>,
  read: (word: string) => number,
): Float64Array {
  const values = Float64Array.from(words, read);
  return Float64Array.from(codes, (code) => values[code]!);
}

/** What the summary has in place of words, or would have. */
export function valuesOfSummary(summary: ColumnSummary, rules: SummaryRules): ManyCells {
  return summary.many ?? reduced(summary, summary, rules).many!;
}

/** Of values that repeat, order means nothing: a column of them tells no rows apart. */
function sequenceOf(values: Float64Array): Sequence {
  const present = values.filter((value) => !Number.isNaN(value));
  return {
    first: present[0] ?? NaN,
    last: present.at(-1) ?? NaN,
    rises: present.every((value, i) => i === 0 || value >= present[i - 1]!),
    falls: present.every((value, i) => i === 0 || value <= present[i - 1]!),
  };
}

function addMany(a: ManyCells, b: ManyCells): ManyCells {
  if (!('values' in a) || !('values' in b)) {
    return a.form === 'text' && b.form === 'text' ? a : { form: 'mixed' };
  }
  if (a.form !== b.form || a.format !== b.format) return { form: 'mixed' };
  return {
    ...a,
    ...followed(a, b),
    values: addValues(a.values, b.values),
    missing: a.missing + b.missing,
    odd: [...a.odd, ...b.odd].slice(0, MAX_ODD),
    oddCount: a.oddCount + b.oddCount,
  };
}

function followed(a: Sequence, b: Sequence): Sequence {
  if (Number.isNaN(a.first)) return b;
  if (Number.isNaN(b.first)) return a;
  return {
    first: a.first,
    last: b.last,
    rises: a.rises && b.rises && a.last <= b.first,
    falls: a.falls && b.falls && a.last >= b.first,
  };
}
