import { ForestBuilder } from '@lambda-forest/forest';
import type { ForeignCategory, ForeignModel } from '@lambda-forest/interop';
import { columnReaders } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { schemaOfFile } from './schema-of-file.ts';

/** Of one categorical feature, which answers the same for all of its levels. */
function modelOf(column: Partial<ForeignCategory>): ForeignModel {
  const builder = new ForestBuilder(1, 1);
  builder.addLeaf([1]);
  const known = { kind: 'categorical', name: 'region', isNamed: true, hasLevels: true } as const;
  return {
    library: 'lightgbm',
    version: 'v4',
    objective: 'regression',
    task: 'regression',
    forest: builder.build(),
    columns: [{ ...known, levels: ['EU', 'NA'], ...column }],
    takesMissing: true,
  };
}

test.each([
  [['very_small', 'Żet'], ['very small', 'Żet'], true],
  [['false', 'true'], ['False', 'True'], true],
  [['a', 'b'], ['b', 'a'], false],
  [['a', 'A'], ['A', 'a'], false],
  [['a b', 'a_b'], ['a_b', 'a b'], false],
])('names %j may be called %j: %s', (known, names, isSame) => {
  const columns = known.map((name) => ({ kind: 'numeric', name, isNamed: true }) as const);
  const builder = new ForestBuilder(2, 1);
  builder.addLeaf([1]);
  const model = { ...modelOf({}), columns, forest: builder.build() };
  const run = () => schemaOfFile(model, names, { target: 'y' });
  if (isSame) expect(run().features.map(({ name }) => name)).toEqual(names);
  else expect(run).toThrow('other names after --columns');
});

/** The level's code, NaN where it is missing, or why it is refused. */
function read(column: Partial<ForeignCategory>, text: string): number | string {
  const row = new Float64Array(1);
  const [reader] = columnReaders(schemaOfFile(modelOf(column), undefined, { target: 'y' }));
  return reader!.readValue(text, row, 0) ?? row[0]!;
}

test('a level that is spelled like a missing value is the level that it was to the library', () => {
  expect(read({}, 'NA')).toBe(1);
  expect(read({ counts: [3, 4] }, 'NA')).toBe(1);
  expect(read({}, 'nan')).toBeNaN();
  expect(read({}, '')).toBeNaN();
});

test('texts that are no level are taken where the library takes them, and values as it does', () => {
  expect(read({}, 'Asia')).toBe('unknown');
  expect(read({ takesOthers: true }, 'Asia')).toBe(2);
  const levels = ['EU', '(other)'];
  expect(read({ takesOthers: true, levels }, '(other)')).toBe(1);
  expect(read({ takesOthers: true, levels }, 'Asia')).toBe(2);
  expect(read({ takesMissing: false }, '')).toBe('missing');
  const truths = { levels: ['false', 'true'], isBoolean: true };
  expect(read(truths, 'true')).toBe(1);
  const schema = schemaOfFile(modelOf(truths), undefined, { target: 'y' });
  expect(schema.features[0]).toMatchObject({ boolean: true });
  expect(schema.policies).toBeUndefined();
});

test('further spellings of a missing value are none of a level, nor are the usual ones', () => {
  const schemaWith = (...missing: string[]) =>
    schemaOfFile(modelOf({}), undefined, { target: 'y', 'missing-values': missing });
  const markers = schemaWith('-', 'N.A.').missingMarkers!;
  expect(markers).toEqual(expect.arrayContaining(['', '-', 'n.a.', 'n/a']));
  expect(markers).not.toContain('na'); // of North America
  expect(() => schemaWith('-', 'eu')).toThrow('Found "EU" as a category or class of the model');
});
