import { count, option, quote } from '@lambda-forest/text';
import { NOT_HELD, numberFault, numberReader } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';

import { codeLike } from '../columns/code-like.ts';
import type { CodeLike } from '../columns/code-like.ts';
import { mixedZones } from '../columns/mixed-zones.ts';
import type { MixedZones } from '../columns/mixed-zones.ts';
import type { Column, WordColumn } from '../columns/column.ts';
import { PlainColumn } from '../columns/plain-cells.ts';
import {
  areDates,
  describeLookAlikes,
  describeOtherForms,
  exampleOf,
  NUMBERS_IN_QUOTES,
} from '../kinds/look-alikes.ts';
import { rowsOfWords, tidyWords } from '../kinds/tidy-words.ts';
import type { TidyWords } from '../kinds/tidy-words.ts';
import { lineOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { ReadDataset } from '../dataset/to-dataset.ts';
import type { Suspicion } from './suspicion.ts';

const MAX_EXAMPLES = 3;
/** Words that are looked at for an example. */
const MAX_TRIED = 200;
const DATES_ARE_CLASSES =
  'each date is a class: to predict when something is, number its days, for example';
/** Of the rows: with fewer numbers, levels are words of which some are numbered. */
const MOSTLY_NUMBERS = 0.5;
/** Versions have two digits before the point, and months of a year four. */
const CODES_BELOW = 100;
const YEARS = [1_900, 2_100] as const;

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
    if (kind === 'datetime') return describeZones(name, zonesOf(table, column));
    const areTexts = isClass || kind === 'categorical' || kind === 'names' || kind === 'text';
    if (column.form !== 'words' || !areTexts) return [];
    const tidy = tidyWords(column, table.isMissing);
    const hint = isQuoted(column, tidy)
      ? NUMBERS_IN_QUOTES
      : isClass && areDates(tidy.words)
        ? DATES_ARE_CLASSES
        : hintOf(tidy.words);
    if (hint !== undefined) {
      // One that shows it by itself, where there is one: of others the text would not be true.
      const shows = tidy.words.slice(0, MAX_TRIED).find((word) => hintOf([word]) === hint);
      const example = shows ?? exampleOf(tidy.words, table.formats[index]);
      const message = `${isClass ? 'classes' : 'levels'} such as ${quote(example)}: ${hint}`;
      return [{ code: 'look-alike-levels', column: name, message }];
    }
    const among = isClass ? [] : describeWordsAmongNumbers(table, index, column, tidy);
    if (among.length > 0) return among;
    const totals = isClass ? [] : describeTotals(name, tidy);
    return [...totals, ...describeMarkers(name, tidy), ...describeMissing(name, column, tidy)];
  });
}

function hintOf(words: readonly string[]): string | undefined {
  return describeLookAlikes(words) ?? describeOtherForms(words);
}

/** Whether all of the words are numbers of which the file says that they are texts. */
function isQuoted({ hasTextNumbers }: WordColumn, { words }: TidyWords): boolean {
  const readNumber = numberReader();
  return hasTextNumbers && words.every((word) => !Number.isNaN(readNumber(word)));
}

function codesOf(table: Table, column: Column): CodeLike | undefined {
  if (column.form === 'numbers') return column.codeLike;
  if (column.form !== 'words') return undefined;
  if (column instanceof PlainColumn && !mayBeCodes(column)) return undefined; // its words take long to make
  return codeLike(tidyWords(column, table.isMissing).words);
}

function mayBeCodes({ numbers = new Float64Array([NaN]) }: PlainColumn): boolean {
  const areIn = (least: number, end: number) => numbers.every((n) => n >= least && n < end);
  return areIn(0, CODES_BELOW) || areIn(...YEARS);
}

function zonesOf(table: Table, column: Column): MixedZones | undefined {
  if (column.form === 'times') return column.zones;
  return column.form === 'words' ? mixedZones(tidyWords(column, table.isMissing).words) : undefined;
}

function describeZones(column: string, zones: MixedZones | undefined): Suspicion[] {
  if (zones === undefined) return [];
  const message = `times such as ${quote(zones.bare)} have no zone and are read as UTC, others such as ${quote(zones.zoned)} have one: write the zone of each`;
  return [{ code: 'mixed-zones', column, message }];
}

const LOSSES = {
  'leading-zeros': 'lose the zeros in front',
  'trailing-zeros': 'lose the zeros at the end, as 1.10 is then 1.1',
  exponents: 'are powers of ten, as 1E03 is 1000',
} as const;

function describeCodes(column: string, found: CodeLike | undefined): Suspicion[] {
  if (found === undefined) return [];
  const { code, example } = found;
  if (code === 'months') {
    const message = `numbers such as ${quote(example)} look like months, which are read where they are written like 2024-07`;
    return [{ code: 'day-numbers', column, message }];
  }
  if (code === 'shortened') {
    const message = `numbers such as ${quote(example)} were shortened, as spreadsheets do with long ones: if they are codes, different ones have become equal, so export them as text`;
    return [{ code: 'exponents', column, message }];
  }
  const message = `numbers such as ${quote(example)} ${LOSSES[code]}: if they are codes, say in ${option('schema')} that the column is categorical`;
  return [{ code, column, message }];
}

/** How rows of sums are called, among names of what they are sums of. */
const TOTAL =
  /^(?:(?:grand|sub)[ -]?)?totale?s?$|^(?:zwischen|gesamt)?summe$|^gesamt$|^(?:sous|sub)[ -]?total(?:es)?$|^(?:total|suma) (?:general|parcial)$|^(?:razem|итого|всего|合计|合計|小计|小計|总计|總計|합계|소계|المجموع)$/iu;
/** With fewer levels, "total" may be one of a few words that mean something else. */
const FEWEST_NAMES = 4;

function describeTotals(column: string, { words, counts }: TidyWords): Suspicion[] {
  // A single one has the sum of all others, or is a name.
  const at = words.findIndex((word, i) => counts[i]! > 1 && TOTAL.test(word));
  if (at === -1 || words.length < FEWEST_NAMES) return [];
  const message = `${quote(words[at]!)} (${count(counts[at]!, 'row')}) may be sums of other rows: if so, take them out`;
  return [{ code: 'totals', column, message }];
}

/** What databases, statistics programs and spreadsheets write where there is no value: as a level it may be meant. */
const MARKER =
  /^(?:\\N|-{1,3}|\.{1,3}|…|#\p{Lu}[\p{Lu}\d/]+[!?]|#NV|#N\/[DV]|\.[a-z]|n\.\s?[adv]\.?|k\.\s?a\.?|keine angabe|n\/d|s\/d|sin dat[oa]s?|nil|nat|\(null\)|<null>|\[null\])$/iu;

function describeMarkers(column: string, { words, counts }: TidyWords): Suspicion[] {
  if (words.includes('+')) return []; // the other one is a sign, too
  const found = words.filter((word) => MARKER.test(word));
  if (found.length === 0 || found.length === words.length) return [];
  const shown = found
    .slice(0, MAX_EXAMPLES)
    .map((word) => `${quote(word)} (${count(counts[words.indexOf(word)]!, 'row')})`);
  const message = `${shown.join(', ')} may stand for a missing value: if so, name it with ${option('missing-values')}`;
  return [{ code: 'marker-levels', column, message }];
}

/** Codes of one or two letters, of countries or elements for example. */
const SHORT_CODE = /^\p{L}{1,2}$/u;
const FEWEST_CODES = 5;

/** NA is Namibia and Na is sodium, where the other levels are such codes. */
function describeMissing(name: string, column: WordColumn, tidy: TidyWords): Suspicion[] {
  const { words, of } = tidy;
  if (words.length < FEWEST_CODES || !words.every((word) => SHORT_CODE.test(word))) return [];
  const missing = column.words.findIndex((word, code) => {
    return of[code] === -1 && SHORT_CODE.test(word.trim());
  });
  if (missing === -1) return [];
  const rows = rowsOfWords(column)[missing]!;
  const message = `${quote(column.words[missing]!.trim())} (${count(rows, 'row')}) is read as a missing value: if it is a code like the others, name the other spellings alone as "missing_markers" in ${option('schema')}`;
  return [{ code: 'marker-levels', column: name, message }];
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
    const row = column.codes.findIndex((code) => of[code] === at);
    return `${quote(word)} (line ${lineOf(table, row)})`;
  });
  const rest = others.length - shown.length;
  const message = `${shown.join(', ')}${rest > 0 ? ` and ${count(rest, 'more word')}` : ''}${describeNotHeld(others, table.formats[index])} among ${count(numbers, 'cell')} of numbers, which are levels because of that: correct them, or name what stands for a missing value with ${option('missing-values')}`;
  return [{ code: 'mixed-types', column: table.header[index]!, message }];
}

/** What the words are if all of them are numbers of one kind that is not read. */
function describeNotHeld(words: readonly string[], format: CellFormat | undefined): string {
  if (format === undefined) return '';
  const [reason, ...more] = new Set(words.map((word) => NOT_HELD[numberFault(word, format)]));
  if (reason === undefined || more.length > 0) return '';
  return `, ${words.length > 1 ? 'each ' : ''}${reason},`;
}
