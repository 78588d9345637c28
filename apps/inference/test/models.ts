/** Small models of every kind that the service may meet, as the bytes of a model file. */
import type { NumericFeature } from '@lambda-forest/schema';
import { colour, modelFile, quantity } from '@lambda-forest/serializer/models';

export { FLOWERS, HOUSES } from '@lambda-forest/serializer/models';

/** A quantity that may be missing, a category and a quantity: two classes. */
export const PAINTS = modelFile(
  'paints',
  {
    task: 'classification',
    target: { name: 'sold', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('price', 2), colour, quantity('__proto__')],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

const word = (text: string): NumericFeature => ({
  ...quantity(`title.${text}`),
  source: { column: 'title', word: text },
});

const printsFile = (unseen?: readonly number[]) =>
  modelFile(
    'prints',
    {
      task: 'regression',
      target: { name: 'year', minimum: 1900, maximum: 2000, mean: 1950, standardDeviation: 20 },
      features: [
        word('canvas'),
        word('oil'),
        { ...quantity('artist.mean', 2), source: { column: 'artist', statistic: 'mean' } },
        { ...quantity('artist.count', 2), source: { column: 'artist', statistic: 'count' } },
      ],
      encodings: [
        {
          column: 'artist',
          levels: ['Ada', 'Bob'],
          values: [
            [1, 9],
            [7, 3],
          ],
          ...(unseen && { unseen }),
        },
      ],
      rowCount: 10,
    },
    [[1_900], [1_950], [2_000]],
  );

/** A text, and a name that may be missing, to a quantity. */
export const PRINTS = printsFile([5, 0]);

/** The same where no other artist is taken. */
export const KNOWN_PRINTS = printsFile();

/** One quantity that may be missing: two classes. */
export const MARKS = modelFile(
  'marks',
  {
    task: 'classification',
    target: { name: 'passed', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('mark', 2)],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

/** One category: two classes. */
export const TOWNS = modelFile(
  'towns',
  {
    task: 'classification',
    target: { name: 'passed', classes: ['no', 'yes'], counts: [4, 4] },
    features: [{ ...colour, name: 'town', levels: ['x', 'Télé'.normalize('NFC'), 'z'] }],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

/** A thousand classes, so that a few hundred rows fill 6 MB. */
export const MANY_CLASSES = modelFile(
  'many',
  {
    task: 'classification',
    target: {
      name: 'class',
      classes: Array.from({ length: 1_000 }, (_, k) => `class ${k}`),
      counts: new Array<number>(1_000).fill(1),
    },
    features: [quantity('x')],
    rowCount: 1_000,
  },
  [new Array<number>(1_000).fill(1 / 1_000)],
);
