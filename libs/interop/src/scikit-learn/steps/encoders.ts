/** OrdinalEncoder, OneHotEncoder and TargetEncoder (sklearn/preprocessing/_encoders.py, _target_encoder.py). */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import { isList } from '../../pickle/values.ts';
import { attributeOf, isScalar, numberOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { cellsOf, MISSING } from './categories.ts';
import { codingsOf, NO_PLACE, UNSEEN } from './codings.ts';
import type { Coding, Key } from './codings.ts';
import type { StepColumn } from './step-column.ts';
import type { Walk } from './walk.ts';

/** Each column as the place of its category. */
export function ordinal(
  encoder: Estimator,
  columns: readonly StepColumn[],
  { requireLevels }: Walk,
): StepColumn[] {
  const { attributes } = encoder;
  const nanPlaces = attributes.get('_missing_indices');
  return codingsOf(encoder, columns.length, requireLevels).map((coding, i) => {
    const hasNan = nanPlaces instanceof Map && nanPlaces.has(i);
    return encoded(columns[i]!, coding, (place, key) => {
      if (place === NO_PLACE) return numberOf(attributes.get('unknown_value'), 'unknown_value');
      const isNan = key === MISSING && hasNan;
      return isNan ? numberOf(attributes.get('encoded_missing_value'), 'the missing value') : place;
    });
  });
}

/** A column for each category: 1 in its rows, else 0. */
export function oneHot(
  encoder: Estimator,
  columns: readonly StepColumn[],
  { requireLevels }: Walk,
): StepColumn[] {
  const { attributes } = encoder;
  const drops = attributes.get('_drop_idx_after_grouping') ?? attributeOf(encoder, 'drop_idx_');
  const dropped = drops === null ? [] : cellsOf(drops, 'the dropped categories');
  const isSparse = (attributes.get('sparse_output') ?? attributes.get('sparse')) === true;
  const sparse = isSparse ? 'ones' : undefined;
  return codingsOf(encoder, columns.length, requireLevels).flatMap((coding, i) =>
    Array.from({ length: coding.places }, (_, hot) => hot)
      .filter((hot) => hot !== dropped[i])
      .map((hot) => ({
        ...encoded(columns[i]!, coding, (place) => Number(place === hot)),
        sparse,
      })),
  );
}

/** Each column as the mean target of its category, one for each of several classes; the mean of all of an unknown one. */
export function targetMeans(
  encoder: Estimator,
  columns: readonly StepColumn[],
  { requireLevels }: Walk,
): StepColumn[] {
  const what = 'the means of categories';
  const found = attributeOf(encoder, 'target_mean_');
  const ofAll =
    isScalar(found) || typeof found === 'number'
      ? [numberOf(found, what)]
      : [...numbersOf(arrayOf(found, what), what)];
  const lists = attributeOf(encoder, 'encodings_');
  if (!isList(lists) || lists.length !== columns.length * ofAll.length)
    throw damaged(`Found other than ${count(columns.length * ofAll.length, 'list')} for ${what}.`);
  return codingsOf(encoder, columns.length, requireLevels, 'ignore').flatMap((coding, i) =>
    ofAll.map((mean, k) => {
      const means = numbersOf(arrayOf(lists[i * ofAll.length + k], what), what);
      if (means.length !== coding.places)
        throw damaged(`Found ${means.length} of ${what}, expected ${coding.places}.`);
      return encoded(columns[i]!, coding, (place) => means[place] ?? mean);
    }),
  );
}

/** A column of which an encoder looks up every value. */
function encoded(
  column: StepColumn,
  { texts, placeOf }: Coding,
  codeOf: (place: number, key: Key) => number,
): StepColumn {
  const look = (key: Key): number | undefined => {
    const place = placeOf(key);
    return place === undefined ? undefined : codeOf(place, key);
  };
  const lookValue = (value: number | string | undefined) =>
    value === undefined ? undefined : look(Number.isNaN(value) ? MISSING : String(value));
  const missing = lookValue(column.missing);
  if (column.kind === 'plain') {
    const { source } = column;
    const valueOf = (level: number) => look(texts[level]!)!;
    return { kind: 'levels', source, levels: texts, valueOf, missing, unseen: look(UNSEEN) };
  }
  if (column.kind !== 'levels') {
    throw new ForeignModelError(
      'Found an encoder behind a scaler or an indicator of missing values, expected one of columns of the table.',
      'Encode the columns in a step of their own.',
    );
  }
  const { valueOf, unseen } = column;
  return {
    ...column,
    missing,
    unseen: lookValue(unseen),
    valueOf: (level) => {
      const code = lookValue(valueOf(level));
      if (code !== undefined) return code;
      throw damaged('Found an encoder that does not know the codes of the one before.');
    },
  };
}
