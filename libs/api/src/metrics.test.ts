import { anyText } from '@lambda-forest/text/any-text';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { metricOfKind } from './metrics.ts';

const kind = fc.oneof(
  anyText({ maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('猫', '犬', '_', '\\', 'u', '7'), maxLength: 300 }),
  fc.nat(9).map((n) => `${'x'.repeat(250)}${n}`),
);

test('distinct kinds have distinct metrics, of characters and a length that CloudWatch takes', () => {
  fc.assert(
    fc.property(kind, kind, (a, b) => {
      const [first, second] = [a, b].map((each) => metricOfKind('ValidationErrors', each));
      expect(first === second).toBe(a === b);
      expect(first).toMatch(/^[\x20-\x7e]{1,255}$/);
    }),
  );
});

test('a kind in plain letters stays as it is', () => {
  expect(metricOfKind('Predictions', 'Iris setosa')).toBe('Predictions_Iris setosa');
  expect(metricOfKind('Predictions', '猫')).toBe(String.raw`Predictions_\u732b`);
});
