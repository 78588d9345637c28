import type { ColumnDescription, TableDescription } from '@lambda-forest/data/table-description';
import { ForestBuilder } from '@lambda-forest/forest';
import type { ForeignColumn, ForeignModel } from '@lambda-forest/interop';
import { describe, expect, test } from 'vitest';

import { schemaOfFile } from './schema-of-file.ts';
import type { NamedOptions } from './schema-of-file.ts';
import { withDescription } from './with-description.ts';

const SIZE: ForeignColumn = { kind: 'numeric', name: 'size', isNamed: true };
const COLOR: ForeignColumn = {
  ...{ kind: 'categorical', name: 'color', isNamed: true, hasLevels: true },
  levels: ['blue', 'red'],
};
const CODE: ForeignColumn = { ...COLOR, hasLevels: false, levels: ['0', '1', '2'] };

function modelOf(columns: readonly ForeignColumn[], changes: Partial<ForeignModel> = {}) {
  const outputs = changes.task === 'classification' ? 2 : 1;
  const builder = new ForestBuilder(columns.length, outputs);
  builder.addLeaf(outputs === 2 ? [0.5, 0.5] : [1]);
  const model: ForeignModel = {
    ...{ library: 'xgboost', version: '3.2.0', objective: 'any', task: 'regression' },
    ...{ forest: builder.build(), columns, takesMissing: true },
    ...changes,
  };
  return model;
}

function splitAt(threshold: number) {
  const builder = new ForestBuilder(1, 1);
  builder.addSplit({ feature: 0, threshold, missingLeft: false });
  builder.addLeaf([1]);
  builder.addLeaf([2]);
  return builder.build();
}

/** The schema of a model with the description of its table. */
function schemaWith(
  model: ForeignModel,
  columns: readonly ColumnDescription[],
  more: Partial<TableDescription> = {},
  given: Partial<NamedOptions> = {},
) {
  const description = { target: {}, ...more, columns };
  const found = withDescription(model, description, given as NamedOptions);
  const { target = 'target' } = found.options;
  const options = { ...found.options, target, described: description.target };
  return { schema: schemaOfFile(found.foreign, options.columns, options), unused: found.unused };
}

describe('a model gets from the description of its table', () => {
  test('names, where its file has none, but for what is ignored', () => {
    const unnamed = [SIZE, SIZE].map((column, i) => ({ ...column, name: `f${i}`, isNamed: false }));
    const { schema } = schemaWith(modelOf(unnamed), [
      { name: 'id', kind: 'ignore' },
      { name: 'size' },
      { name: 'age', statistics: { minimum: 1, maximum: 9, mean: 3 } },
    ]);
    expect(schema.features).toMatchObject([
      { name: 'size' },
      { name: 'age', minimum: 1, maximum: 9, mean: 3, standardDeviation: 0 },
    ]);
  });

  test('ranges, counts and what the target was like', () => {
    const { schema, unused } = schemaWith(
      modelOf([SIZE, COLOR]),
      [
        { name: 'color', kind: 'categorical', levels: ['red', 'blue'], counts: [4, 5] },
        { name: 'size', statistics: { minimum: 1, maximum: 5, mean: 2, standardDeviation: 1 } },
        { name: 'weight' },
      ],
      { rows: 9, target: { name: 'price', statistics: { minimum: 7, maximum: 8 } } },
    );
    expect(schema).toMatchObject({
      features: [
        { name: 'size', minimum: 1, maximum: 5, mean: 2, standardDeviation: 1 },
        { name: 'color', levels: ['blue', 'red'], counts: [5, 4] },
      ],
      target: { name: 'price', minimum: 7, maximum: 8 },
      rowCount: 9,
    });
    expect(unused).toEqual(['weight']);
  });

  test('classes in their order and rows of each, unless its file or an option names them', () => {
    const described = { target: { classes: ['no', 'yes'], counts: [3, 1] } };
    const classes = (changes: Partial<ForeignModel>, given: Partial<NamedOptions> = {}) =>
      schemaWith(
        modelOf([SIZE], { task: 'classification', ...changes }),
        [{ name: 'size' }],
        described,
        given,
      ).schema.target;
    expect(classes({})).toMatchObject({ classes: ['no', 'yes'], counts: [3, 1] });
    const reversed = { classes: ['yes', 'no'], counts: [1, 3] };
    expect(classes({ classes: ['yes', 'no'] })).toMatchObject(reversed);
    expect(classes({}, { classes: ['yes', 'no'] })).toMatchObject(reversed);
  });

  test('booleans, where the trees compare numbers, and counts of those that it has as texts', () => {
    const flags: ForeignColumn = { ...COLOR, levels: ['no', 'yes'] };
    const described = { kind: 'boolean', levels: ['false', 'true'], counts: [3, 1] } as const;
    const { schema } = schemaWith(modelOf([SIZE, flags]), [
      { name: 'size', ...described },
      { name: 'color', ...described },
    ]);
    expect(schema.features).toMatchObject([
      { name: 'size', kind: 'categorical', boolean: true, counts: [3, 1] },
      { levels: ['no', 'yes'], counts: [3, 1] },
    ]);
  });
});

const cases: readonly [
  string,
  ForeignModel,
  ColumnDescription,
  Partial<TableDescription>,
  string,
][] = [
  ['no column of the model', modelOf([SIZE]), { name: 'sise' }, {}, 'Found no column of the model'],
  [
    'another number of columns',
    modelOf([{ ...SIZE, isNamed: false }, SIZE].map((each) => ({ ...each, isNamed: false }))),
    { name: 'size' },
    {},
    'Found 1 column in --schema, expected 2',
  ],
  [
    'a kind that the trees do not know',
    modelOf([SIZE]),
    { name: 'size', kind: 'datetime' },
    {},
    'Found the kind "datetime" of "size" in --schema, expected "numeric" or "boolean"',
  ],
  [
    'a boolean that the trees compare with 5',
    modelOf([SIZE], { forest: splitAt(5) }),
    { name: 'size', kind: 'boolean' },
    {},
    'Found the kind "boolean" of "size" in --schema, expected "numeric": the trees compare it with numbers, and others than 0 and 1.',
  ],
  [
    'numbers for texts',
    modelOf([COLOR]),
    { name: 'color', kind: 'numeric' },
    {},
    'Found the kind "numeric" of "color"',
  ],
  [
    'a level that the model lacks',
    modelOf([COLOR]),
    { name: 'color', levels: ['blue', 'green'] },
    {},
    'Found the level "green" of "color" in --schema, expected those of the model: "blue", "red"',
  ],
  [
    'texts for codes, whose order only training knew',
    modelOf([CODE]),
    { name: 'color', levels: ['blue', 'green', 'red'] },
    {},
    'Found the level "blue" of "color"',
  ],
  [
    'classes of a quantity',
    modelOf([SIZE]),
    { name: 'size' },
    { target: { classes: ['a', 'b'] } },
    'expected none: the model predicts a quantity',
  ],
  [
    'three classes for two',
    modelOf([SIZE], { task: 'classification' }),
    { name: 'size' },
    { target: { classes: ['a', 'b', 'c'] } },
    'expected 2 classes',
  ],
  [
    'other classes',
    modelOf([SIZE], { task: 'classification', classes: ['a', 'b'] }),
    { name: 'size' },
    { target: { classes: ['a', 'c'] } },
    'Found the classes "a", "c" in --schema, expected "a", "b"',
  ],
];

test.each(cases)('%s is refused', (_, model, column, more, message) => {
  expect(() => schemaWith(model, [column], more)).toThrow(message);
});
