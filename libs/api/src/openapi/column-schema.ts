import {
  isNumberMarker,
  isPeriod,
  MAX_TEXT_LENGTH,
  missingTest,
  MISSING_MARKERS,
  numberMarkers,
} from '@lambda-forest/schema';
import type { ColumnReader, DateFormat, Schema } from '@lambda-forest/schema';

import { exampleOf } from './examples.ts';
import { csvCell, enumOf, ref, TEXT } from './json.ts';
import type { JsonSchema } from './json.ts';

/** Values that a boolean column takes; the service accepts these texts in upper or lower case. */
const BOOLEAN_VALUES = [
  ...[true, false, 1, 0],
  ...['true', 'false', 'yes', 'no', 't', 'f', 'y', 'n', '1', '0'],
];

/** Values that mean a missing value: what `Missing` means in the other schemas. */
export function missingSchema({ missingMarkers = MISSING_MARKERS }: Schema): JsonSchema {
  const texts = missingMarkers.filter((marker) => marker !== '').map(inAnyCase);
  const isMissing = missingTest(missingMarkers);
  const numbers = [...numberMarkers(missingMarkers), true, false].filter((value) =>
    isMissing(String(value)),
  );
  return {
    description: 'No value: null, or what a table has in an empty cell.',
    anyOf: [
      { type: 'null' },
      ...(numbers.length > 0 ? [enumOf(numbers)] : []),
      { type: 'string', pattern: `^\\s*(?:${texts.join('|')})?\\s*$` },
    ],
  };
}

/** A marker as a regular expression. */
function inAnyCase(marker: string): string {
  const pattern = Array.from(marker.trim(), (character) => {
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    return lower === upper || upper.length !== lower.length
      ? literally(character)
      : `[${lower}${upper}]`;
  }).join('');
  const number = numberPattern(marker.trim());
  return number === undefined ? pattern : `${pattern}|${number}`;
}

/**
 * Spellings of a marker that is a number, as a regular expression: with zeros behind the decimal mark, a plus, and an
 * exponent behind one digit and its fraction.
 *
 * @param marker trimmed
 * @returns undefined if it is no number, or a code
 */
function numberPattern(marker: string): string | undefined {
  const [number] = isNumberMarker(marker) ? numberMarkers([marker]) : [];
  if (number === undefined) return undefined;
  const size = Math.abs(number);
  const [digits = '', exponent = ''] = size.toExponential().split('e');
  const power = exponent.replace('+', String.raw`\+?0*`).replace('-', '-0*');
  const forms = [`${decimalPattern(digits)}[eE]${power}`];
  if (!String(size).includes('e')) forms.push(decimalPattern(String(size)));
  return `${number < 0 ? '-' : String.raw`\+?`}(${forms.join('|')})`;
}

/** @param digits of a number that is not negative, with a point or without */
function decimalPattern(digits: string): string {
  const [whole, fraction] = digits.split('.');
  if (fraction === undefined) return `${whole}([.,]0*)?`;
  return `${whole === '0' ? '0?' : whole}[.,]${fraction}0*`;
}

/** A text as a regular expression. */
export function literally(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&');
}

/** What a request may have for a column. */
export function columnSchema({ column, mayMiss }: ColumnReader, schema: Schema): JsonSchema {
  const { name: title } = column;
  const examples = [exampleOf(column)];
  const any = anyText(column);
  if (any !== undefined) {
    const type = ['string', 'number', 'boolean', ...(mayMiss ? ['null'] : [])];
    const present: JsonSchema = mayMiss ? {} : { not: ref('Missing') };
    return { title, type, ...present, examples, ...any };
  }
  const present = presentSchema(column, schema);
  return { title, ...(mayMiss ? { anyOf: [present, ref('Missing')] } : present), examples };
}

/** Of a column that takes any text: what is said of it. */
function anyText(column: ColumnReader['column']): JsonSchema | undefined {
  if (column.kind === 'text') {
    return { maxLength: MAX_TEXT_LENGTH, description: 'Any text: its words are counted.' };
  }
  if (column.kind === 'names' && column.table.unseen !== undefined) {
    return { description: 'Any name, also one that training did not see.' };
  }
  if (column.kind !== 'categorical' || column.feature.other !== true) return undefined;
  const description = 'Any other text counts as a level that was rare in training.';
  return { description, examples: column.feature.levels.slice(0, -1) };
}

const DAY = String.raw`(0[1-9]|1\d|2[0-8])`; // the days that every month has
const MONTH = String.raw`(0[1-9]|1[0-2])`;

const HOURS = String.raw`([01]\d|2[0-3])`;
/** A day with a time and, perhaps, where: RFC 3339 allows more hours between places than there are. */
const MOMENT = String.raw`^\d{4}-${MONTH}-${DAY}T${HOURS}:[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-2]):[0-5]\d)?$`;

/** How a table wrote its dates, if not in ISO 8601. */
const OWN_DATES: Readonly<Partial<Record<DateFormat, string>>> = {
  dmy: String.raw`^${DAY}/${MONTH}/\d{4}$`,
  mdy: String.raw`^${MONTH}/${DAY}/\d{4}$`,
  month: String.raw`^\d{4}-${MONTH}$`,
  quarter: String.raw`^\d{4}-Q[1-4]$`,
};

/** A value that is not missing. */
function presentSchema(column: ColumnReader['column'], { missingMarkers }: Schema): JsonSchema {
  if (column.kind === 'datetime') {
    const own = OWN_DATES[column.format];
    return {
      description: `A date, with or without a time of day, in ISO 8601${own === undefined ? '' : `, or ${isPeriod(column.format) ? 'a' : 'as'} ${column.format}`}.`,
      anyOf: [
        { ...TEXT, format: 'date' },
        { ...TEXT, pattern: MOMENT },
        ...(own === undefined ? [] : [{ ...TEXT, pattern: own }]),
      ],
    };
  }
  const isMissing = missingTest(missingMarkers);
  if (column.kind === 'numeric') {
    const { minimum, maximum } = column.feature;
    const description = `Training saw ${minimum} to ${maximum}; beyond, the answer has a warning.`;
    const isNumberMissing = numberMarkers(missingMarkers).size > 0;
    return { type: 'number', description, ...(isNumberMissing && { not: ref('Missing') }) };
  }
  if (column.kind === 'categorical' && column.feature.boolean === true) {
    return enumOf(BOOLEAN_VALUES.filter((value) => !isMissing(String(value))));
  }
  const known = column.known.filter((level) => !isMissing(level.trim()));
  return enumOf([...known, ...known.flatMap(valuesSpelled)]);
}

/** Cells of CSV that a column takes, as a regular expression. */
export function cellPattern({ column }: ColumnReader, { missingMarkers }: Schema): string {
  if (column.kind === 'datetime') return String.raw`\d{4}-${MONTH}-${DAY}`;
  if (column.kind === 'text') return '[a-z]{2,9}( [a-z]{2,9}){0,5}';
  if (column.kind === 'numeric') {
    // A fraction behind another mark than the point depends on the rest of the text.
    return column.feature.format === undefined
      ? String.raw`-?\d{1,9}(\.\d{1,6})?`
      : '-?[1-9]\\d{0,2}';
  }
  const isMissing = missingTest(missingMarkers);
  const levels = column.known.filter((level) => !isMissing(level.trim()));
  return `(${levels.map((level) => literally(csvCell(level))).join('|')})`;
}

/** The number or boolean whose text is a level. */
function valuesSpelled(level: string): (boolean | number)[] {
  if (level === 'true' || level === 'false') return [level === 'true'];
  const number = Number(level);
  return Number.isFinite(number) && String(number) === level ? [number] : [];
}
