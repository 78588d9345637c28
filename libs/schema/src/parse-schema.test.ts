import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { schemas } from '../test/schemas.ts';
import { InvalidSchemaError, outputCount, parseSchema } from './index.ts';
import type { Schema } from './index.ts';

const width = {
  kind: 'numeric',
  name: 'width',
  minimum: 1,
  maximum: 2,
  mean: 1.5,
  standardDeviation: 0.5,
  missing: 0,
} as const;
const colour = {
  kind: 'categorical',
  name: 'colour',
  levels: ['red', 'blue'],
  counts: [1, 2],
  missing: 0,
} as const;
const classification = {
  task: 'classification',
  target: { name: 'species', classes: ['a', 'b', 'c'], counts: [1, 1, 1] },
  features: [width, colour],
  rowCount: 3,
} as const satisfies Schema;
const regression = {
  task: 'regression',
  target: { name: 'price', minimum: 1, maximum: 2, mean: 1.5, standardDeviation: 0.5 },
  features: [width],
  rowCount: 2,
  scaling: { center: [1.5], scale: [0.5] },
} as const satisfies Schema;

/** The message of the InvalidSchemaError for `value`. */
function refusal(value: unknown): string {
  try {
    parseSchema(value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSchemaError);
    return (error as InvalidSchemaError).message;
  }
  throw new Error('The schema was accepted.');
}

test('a schema comes back from JSON as it was', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      expect(parseSchema(JSON.parse(JSON.stringify(schema)))).toEqual(schema);
    }),
  );
});

test('a forest answers with one number per class, or one for regression', () => {
  expect(outputCount(classification)).toBe(3);
  expect(outputCount(regression)).toBe(1);
});

describe('refused, saying what was found and what was expected', () => {
  const withWidth = (change: object) => ({
    ...classification,
    features: [{ ...width, ...change }],
  });
  const withColour = (change: object) => ({
    ...classification,
    features: [{ ...colour, ...change }],
  });
  const withTarget = (change: object) => ({
    ...classification,
    target: { ...classification.target, ...change },
  });
  const withPrice = (change: object) => ({
    ...regression,
    target: { ...regression.target, ...change },
  });
  const withScaling = (change: object) => ({
    ...regression,
    scaling: { ...regression.scaling, ...change },
  });

  test.each<[string, unknown, string]>([
    ['a number', 5, 'Found 5 at schema, expected an object.'],
    ['nothing', undefined, 'Found nothing at schema, expected an object.'],
    ['null', null, 'Found null at schema, expected an object.'],
    ['a list', [], 'Found a list of 0 at schema, expected an object.'],
    ['no task', {}, 'Found nothing at schema.task, expected classification or regression.'],
    ['an unknown task', { ...regression, task: 'ranking' }, 'Found "ranking" at schema.task'],
    [
      'a task with the other target',
      { ...regression, task: 'classification' },
      'at schema.target.classes',
    ],
    ['an unknown key', { ...regression, extra: 1 }, 'Found the unknown key "extra" at schema'],
    ['an unknown key of a feature', withWidth({ unit: 'cm' }), '"unit" at schema.features.0'],
    ['half a row', { ...regression, rowCount: 1.5 }, 'Found 1.5 at schema.rowCount'],
    [
      'fewer than no rows',
      { ...regression, rowCount: -1 },
      'Found -1 at schema.rowCount, expected a whole number from 0.',
    ],
    [
      'more rows than count',
      { ...regression, rowCount: 2 ** 60 },
      'Found 1152921504606847000 at schema.rowCount, expected a whole number from 0.',
    ],

    [
      'no features',
      { ...regression, features: [] },
      'Found a list of 0 at schema.features, expected a list of 1 to 65535.',
    ],
    [
      'features that are no list',
      { ...regression, features: {} },
      'Found an object at schema.features, expected a list of 1 to 65535.',
    ],
    [
      'a feature that is no object',
      { ...regression, features: ['a'] },
      'Found "a" at schema.features.0',
    ],
    [
      'an unknown kind',
      withWidth({ kind: 'text' }),
      'Found "text" at schema.features.0.kind, expected numeric or categorical.',
    ],
    [
      'an empty name',
      withWidth({ name: '' }),
      'Found "" at schema.features.0.name, expected a text that is not empty.',
    ],
    [
      'a name that is no text',
      withWidth({ name: true }),
      'Found true at schema.features.0.name, expected a text that is not empty.',
    ],
    [
      'a text for a number',
      withWidth({ mean: 'x' }),
      'Found "x" at schema.features.0.mean, expected a finite number.',
    ],
    [
      'a minimum that is NaN',
      withWidth({ minimum: NaN }),
      'Found NaN at schema.features.0.minimum',
    ],
    [
      'a maximum without bound',
      withWidth({ maximum: Infinity }),
      'Found Infinity at schema.features.0.maximum',
    ],
    [
      'a minimum above the maximum',
      withWidth({ minimum: 3 }),
      'a minimum that is not above the maximum',
    ],
    [
      'a negative deviation',
      withWidth({ standardDeviation: -1 }),
      'Found -1 at schema.features.0.standardDeviation',
    ],
    ['a negative missing', withWidth({ missing: -1 }), 'Found -1 at schema.features.0.missing'],

    [
      'a level that is no text',
      withColour({ levels: ['red', 5] }),
      'Found 5 at schema.features.0.levels.1',
    ],
    ['a repeated level', withColour({ levels: ['red', 'red'] }), 'expected distinct names'],
    ['a level without count', withColour({ counts: [1] }), 'expected one count per level'],

    [
      'one class',
      withTarget({ classes: ['a'], counts: [1] }),
      'Found a list of 1 at schema.target.classes, expected a list of 2 to 65535.',
    ],
    ['a repeated class', withTarget({ classes: ['a', 'b', 'a'] }), 'expected distinct names'],
    ['a class without count', withTarget({ counts: [1, 1] }), 'expected one count per class'],
    [
      'too many classes',
      withTarget({ classes: Array.from({ length: 65_536 }, String) }),
      'Found a list of 65536 at schema.target.classes, expected a list of 2 to 65535.',
    ],
    [
      'a target range upside down',
      withPrice({ minimum: 9 }),
      'a minimum that is not above the maximum',
    ],

    [
      'a scale of 0',
      withScaling({ scale: [0] }),
      'Found 0 at schema.scaling.scale.0, expected a scale other than 0.',
    ],
    ['a scale that is NaN', withScaling({ scale: [NaN] }), 'Found NaN at schema.scaling.scale.0'],
    [
      'scales without feature',
      withScaling({ scale: [1, 2] }),
      'Found scaling for 2 features in the schema, expected 1.',
    ],
    [
      'centers without feature',
      withScaling({ center: [] }),
      'Found scaling for 0 features in the schema, expected 1.',
    ],
    [
      'two features of one name',
      { ...classification, features: [width, { ...colour, name: 'width' }] },
      'Found two columns named "width"',
    ],
    [
      'a feature named as the target',
      withWidth({ name: 'species' }),
      'Found two columns named "species"',
    ],
  ])('%s', (_, value, problem) => {
    const message = refusal(value);
    expect(message).toContain(problem);
    expect(message).toMatch(/Use a schema as training wrote it\.$/);
  });

  test('long and multi-line values on one short line', () => {
    const message = refusal(withWidth({ mean: `a\nb${'c'.repeat(1e6)}` }));
    expect(message).toContain('Found "a\\nbccc');
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(200);
  });

  test.each([
    '{"__proto__":{"task":"regression"}}',
    JSON.stringify(regression).replace('{', '{"__proto__":{"polluted":true},'),
    JSON.stringify(regression).replace('"scaling":{', '"scaling":{"__proto__":{"polluted":true},'),
  ])('a __proto__ key, which changes no prototype: %s', (json) => {
    expect(refusal(JSON.parse(json))).not.toBe('');
    expect({}).not.toHaveProperty('polluted');
  });
});

test('two features may not share a name even among tens of thousands', () => {
  const features = Array.from({ length: 65_535 }, (_, i) => ({ ...width, name: `f${i}` }));
  expect(parseSchema({ ...classification, features }).features).toHaveLength(65_535);
  features[65_534] = { ...width, name: 'f0' };
  expect(refusal({ ...classification, features })).toContain('Found two columns named "f0"');
});
