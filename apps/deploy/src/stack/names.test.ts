import fc from 'fast-check';
import { expect, test } from 'vitest';

import cases from '../../cases/stack-names.json' with { type: 'json' };
import { stackName } from './names.ts';
import type { StackIdentity } from './names.ts';

test.each(cases.names)('%s, %s in %s is %s', (service, model, stage, name) => {
  expect(stackName({ service, model, stage })).toMatch(new RegExp(`^${name}$`));
});

test.each(cases.apart)('%j and %j do not share a stack', (one, other) => {
  const [first, second] = [one, other].map(([service, model, stage]) =>
    stackName({ service, model, stage } as StackIdentity),
  );
  expect(first).not.toBe(second);
});

// Few letters, so that parts are often the same once they are joined.
const part = (pattern: RegExp) => fc.stringMatching(pattern);
const identities = fc.record({
  service: fc.oneof(
    fc.constantFrom('lambda-forest', 'lambda', 'lambda-forest-a'),
    part(/^a[ab-]{0,18}b$/),
  ),
  model: fc.oneof(
    fc.constantFrom('forest', 'forest-a', 'a-forest-b'),
    part(/^[aB][aB._-]{0,63}$/),
    part(/^[ab](-?[ab]){0,8}$/),
  ),
  stage: part(/^[ab][ab-]{0,15}$/),
});

test('every name is one that Lambda and CloudFormation take', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      expect(stackName(identity)).toMatch(/^[a-z][A-Za-z0-9-]{0,63}$/);
    }),
  );
});

test('every way to read a joined name has a name of its own', () => {
  fc.assert(
    fc.property(identities, ({ service, model, stage }) => {
      const parts = `${service}-${model}-${stage}`.split('-');
      const names = new Set<string>();
      let readings = 0;
      for (let i = 1; i < parts.length - 1; i++) {
        for (let j = i + 1; j < parts.length; j++) {
          const join = (from: number, to: number) => parts.slice(from, to).join('-');
          names.add(
            stackName({ service: join(0, i), model: join(i, j), stage: join(j, parts.length) }),
          );
          readings++;
        }
      }
      expect(names.size).toBe(readings);
    }),
  );
});

test('different identities have different names', () => {
  fc.assert(
    fc.property(identities, identities, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(stackName(one)).not.toBe(stackName(other));
    }),
  );
});
