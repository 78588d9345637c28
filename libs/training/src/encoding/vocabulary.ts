/**
 * Columns of text become counts of words, of which each is a feature. The words are chosen by the rows that contain
 * them, not by the target, so that one choice by all training rows serves every fit.
 */
import { allNumbers, encodeDataset, isUnencoded } from '@lambda-forest/data';
import type { Dataset, FeatureColumn, UnencodedFeature } from '@lambda-forest/data';
import { wordsOf } from '@lambda-forest/schema';
import type { Feature } from '@lambda-forest/schema';
import { enumerate, quote } from '@lambda-forest/text';

import { TrainingInputError } from '../errors.ts';
import { computedFeature, FreeNames } from './encoded-schema.ts';
import { withFeatures } from './with-features.ts';
import type { FeatureColumns } from './with-features.ts';

/** Of a column: more words cost time and dilute what forests draw from. */
const MOST_WORDS = 128;
/** A word of fewer training rows cannot be told from chance. */
const FEWEST_ROWS = 5;
/** Of the rows with a text. */
const SMALLEST_SHARE = 0.005;
/** A word of nearly all rows says nothing. */
const LARGEST_SHARE = 0.95;

/**
 * @param rows those of training
 * @returns the dataset itself if no column is text; otherwise one with a column for each word. A text without words
 *   that are common enough is dropped
 * @throws {TrainingInputError} if no feature is left
 */
export function countWords<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  rows: Uint32Array,
): Dataset<Column | Float64Array> {
  const { schema } = dataset;
  if (!schema.features.some(isText)) return dataset;
  const names = new FreeNames(schema);
  const counted = schema.features.map((feature, index): FeatureColumns<Column | Float64Array> => {
    const column = dataset.columns[index]!;
    if (!isText(feature)) return { features: [feature], columns: [column] };
    const { name } = feature;
    const features = commonWords(feature, allNumbers(column), rows).map((word) =>
      computedFeature(feature, { column: name, word }, names),
    );
    const text = withFeatures(dataset, { features: [feature], columns: [column] });
    const { columns } = encodeDataset(text, withFeatures(text, { features, columns: [] }).schema);
    return { features, columns };
  });
  const features = counted.flatMap((each) => each.features);
  if (features.length === 0) {
    throw new TrainingInputError(
      `Found no word that is common enough in ${enumerate(schema.features.map(({ name }) => quote(name)))}, expected something to learn from.`,
      'Add rows, or another column.',
    );
  }
  return withFeatures(dataset, { features, columns: counted.flatMap((each) => each.columns) });
}

function isText(feature: Feature): feature is UnencodedFeature {
  return isUnencoded(feature) && feature.encode === 'text';
}

/** By code unit. */
function commonWords(
  { levels }: UnencodedFeature,
  codes: Float64Array,
  rows: Uint32Array,
): readonly string[] {
  const rowsOf = new Uint32Array(levels.length);
  let present = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (Number.isNaN(code)) continue;
    rowsOf[code]!++;
    present++;
  }
  const frequency = new Map<string, number>();
  for (const [code, count] of rowsOf.entries()) {
    if (count === 0) continue;
    for (const word of new Set(wordsOf(levels[code]!))) {
      frequency.set(word, (frequency.get(word) ?? 0) + count);
    }
  }
  const fewest = Math.max(FEWEST_ROWS, SMALLEST_SHARE * present);
  return [...frequency]
    .filter(([, count]) => count >= fewest && count <= LARGEST_SHARE * present)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word)
    .sort();
}
