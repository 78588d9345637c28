/**
 * A program: writes a model with every kind of field, and so many classes that not all are shown at once, and
 * metadata without anything beside it.
 *
 *   node write-homes-model.js <model file>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = new URL('../../../../libs/', import.meta.url);
const load = (name) => import(new URL(`${name}/src/index.ts`, root).href);
const [{ ForestBuilder }, { encodeModel }] = await Promise.all([
  load('forest'),
  load('serializer'),
]);

const DISTRICTS = [
  'garden city',
  'harbour',
  'hillside',
  'meadow',
  'old town',
  'station',
  'university',
];
const CLASSES = Array.from({ length: 12 }, (_, k) => `band ${String(k + 1).padStart(2, '0')}`);
const TREES = 60;

const numeric = (name, minimum, maximum, missing = 0) => ({
  kind: 'numeric',
  name,
  minimum,
  maximum,
  mean: (minimum + 2 * maximum) / 3,
  standardDeviation: (maximum - minimum) / 5,
  missing,
});
const categorical = (name, levels, missing = 0) => ({
  kind: 'categorical',
  name,
  levels,
  counts: levels.map((_, index) => 40 + index),
  missing,
});

const schema = {
  task: 'classification',
  target: { name: 'price_band', classes: CLASSES, counts: CLASSES.map(() => 50) },
  features: [
    numeric('living_area', 28.5, 190),
    numeric('year_built', 1900, 2024, 31),
    categorical('district', DISTRICTS),
    categorical('heating', ['district', 'gas', 'heat pump'], 12),
  ],
  rowCount: 600,
};

const builder = new ForestBuilder(schema.features.length, CLASSES.length);
for (let tree = 0; tree < TREES; tree++) {
  const share = (tree + 0.5) / TREES;
  const missingLeft = tree % 2 === 0;
  switch (tree % 4) {
    case 0:
      builder.addSplit({ feature: 0, missingLeft, threshold: 28.5 + share * 161 });
      break;
    case 1:
      builder.addSplit({ feature: 1, missingLeft, threshold: 1900 + share * 124 });
      break;
    case 2:
      builder.addSplit({
        feature: 2,
        missingLeft,
        levels: [tree % 7, (tree + 3) % 7].sort(),
        levelCount: 7,
      });
      break;
    default:
      builder.addSplit({ feature: 3, missingLeft, levels: [tree % 3], levelCount: 3 });
  }
  for (const centre of [share * 5, 5 + share * 6]) builder.addLeaf(around(centre));
}

const file = process.argv[2];
mkdirSync(dirname(file));
writeFileSync(join(dirname(file), 'metadata.json'), '{}');
writeFileSync(
  file,
  encodeModel({
    schema,
    forest: builder.build(),
    provenance: {
      name: 'homes',
      version: '2.1.0',
      lambdaForest: '0.1.0',
      engine: { name: 'test', version: '1' },
      options: { n_estimators: TREES },
      seed: 42,
      data: { source: 'homes.csv', sha256: '0'.repeat(64), rows: 750 },
      split: { testSize: 0.2, trainRows: 600, testRows: 150, stratified: true, folds: 0 },
      metrics: { test: { task: 'classification', row_count: 150, accuracy: 0.71 } },
    },
  }),
);

/** A distribution over the classes with its top at `centre`, in 64ths, whose sum is exact. */
function around(centre) {
  const weights = CLASSES.map((_, k) => Math.round(20 / (1 + (k - centre) ** 2)));
  const top = weights.indexOf(Math.max(...weights));
  const rest = 64 - weights.reduce((sum, weight) => sum + weight, 0);
  weights[top] += rest;
  return weights.map((weight) => weight / 64);
}
