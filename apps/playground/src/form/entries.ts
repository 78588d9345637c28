/** The content of the form's fields, and the request made from it. */
import { numberReader } from '@lambda-forest/schema';

import { snap } from './fields.ts';
import type { Field } from './fields.ts';

/** The content of one field. */
export interface Entry {
  /** As typed, or the level chosen. Kept while the value is missing. */
  readonly text: string;
  readonly isMissing: boolean;
}

/** As training reads a cell: no number for one that float64 does not hold. */
const readNumber = numberReader();

/** Means of quantities and the commonest levels. */
export function typicalEntry(field: Field): Entry {
  if (field.kind !== 'choice') return { text: String(field.typical), isMissing: false };
  const commonest = field.counts.indexOf(Math.max(...field.counts));
  return { text: field.levels[commonest] ?? field.levels[0] ?? '', isMissing: false };
}

/**
 * Random values in the training range.
 *
 * @param chance returns numbers from 0 to below 1, such as `Math.random`
 */
export function randomEntry(field: Field, chance: number): Entry {
  switch (field.kind) {
    case 'quantity': {
      const { minimum, maximum } = field;
      const text = String(snap(minimum + chance * (maximum - minimum), field));
      return { text, isMissing: false };
    }
    case 'choice':
      return { text: drawn(field.levels, chance), isMissing: false };
    case 'text':
      return { text: drawn(field.known, chance), isMissing: false };
    case 'date':
      return typicalEntry(field);
  }
}

function drawn(texts: readonly string[], chance: number): string {
  return texts[Math.floor(chance * texts.length)] ?? '';
}

/**
 * The value of an entry in a request. A text that is not a number is sent unchanged: the service
 * reports the error, so that the page never disagrees with the API.
 */
export function jsonValue(
  field: Field,
  { text, isMissing }: Entry,
): number | string | boolean | null {
  if (isMissing) return null;
  if (field.kind === 'choice') {
    return field.isBoolean ? text === 'true' : text;
  }
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (field.kind !== 'quantity') return trimmed;
  const number = readNumber(trimmed);
  return Number.isNaN(number) ? trimmed : number;
}

/** The body of `POST /predict`, on one line. Entries are in the order of the fields. */
export function requestBody(fields: readonly Field[], entries: readonly Entry[]): string {
  return JSON.stringify({
    features: Object.fromEntries(
      fields.map((field, index) => [field.name, jsonValue(field, entries[index]!)]),
    ),
  });
}
