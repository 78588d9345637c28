import { expect, test } from 'vitest';

import { allRows, parseCsv, toDataset } from '@lambda-forest/data';

import { describeRareClasses } from './describe-rare-classes.ts';

function datasetOf(targets: readonly string[]) {
  const rows = targets.map((target, index) => `${index % 7},${target}`);
  const bytes = new TextEncoder().encode(`x,y\n${rows.join('\n')}\n`);
  return toDataset(parseCsv(bytes, { source: 'made.csv' }));
}

test('classes with fewer training rows than folds are named with their rows', () => {
  const dataset = datasetOf([...new Array<string>(20).fill('usual'), 'rare', 'rare', 'lone']);
  const train = allRows(dataset).filter((row) => row !== 20);
  expect(describeRareClasses(dataset, train, 5)).toEqual([
    'Warning: the training rows have 1 of "lone", 1 of "rare", fewer than the 5 folds, so the scores say little about them. Add rows, or correct them if they are misspelled.',
  ]);
});

test('nothing is said of classes with a row for each fold, or of a quantity', () => {
  const classes = datasetOf(['a', 'b', 'a', 'b']);
  expect(describeRareClasses(classes, allRows(classes), 2)).toEqual([]);
  const quantity = datasetOf(['0.5', '1.5', '2.5']);
  expect(quantity.task).toBe('regression');
  expect(describeRareClasses(quantity, allRows(quantity), 5)).toEqual([]);
});
