import fc from 'fast-check';
import { expect, test } from 'vitest';

import { stackName } from './names.ts';

test('a plain name is put together from service, model and stage', () => {
  expect(stackName({ service: 'lambda-forest', model: 'iris', stage: 'staging' })).toBe(
    'lambda-forest-iris-staging',
  );
});

const models = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

test('every model has a name that Lambda and CloudFormation take', () => {
  fc.assert(
    fc.property(models, (model) => {
      const name = stackName({ service: 'a'.repeat(20), model, stage: 'b'.repeat(16) });
      expect(name).toMatch(/^[a-z][A-Za-z0-9-]{0,63}$/);
    }),
  );
});

test.each([
  ['a.b', 'a-b'],
  ['a.b', 'a_b'],
  [`${'x'.repeat(60)}1`, `${'x'.repeat(60)}2`],
])('%s and %s do not share a stack', (one, other) => {
  const name = (model: string) => stackName({ service: 'lambda-forest', model, stage: 'staging' });
  expect(name(one)).not.toBe(name(other));
});
