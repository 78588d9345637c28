import { batchName } from '@lambda-forest/s3/run-request';
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

/** Every way in which a name with dashes may have been joined. */
function readingsOf(name: string): StackIdentity[] {
  const parts = name.split('-');
  const join = (from: number, to?: number) => parts.slice(from, to).join('-');
  return parts.flatMap((_, i) =>
    parts.flatMap((_each, j) =>
      i > 0 && j > i ? [{ service: join(0, i), model: join(i, j), stage: join(j) }] : [],
    ),
  );
}

test('every way to read a joined name has a name of its own', () => {
  fc.assert(
    fc.property(identities, ({ service, model, stage }) => {
      const readings = readingsOf(`${service}-${model}-${stage}`);
      expect(new Set(readings.map(stackName)).size).toBe(readings.length);
    }),
  );
});

test('what scores files beside a stage has the name of no stage', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      const name = batchName(stackName(identity));
      expect(readingsOf(name).map(stackName)).not.toContain(name);
    }),
  );
});
