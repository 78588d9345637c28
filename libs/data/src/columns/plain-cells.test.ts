import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PLAIN_NUMBERS } from '@lambda-forest/schema';

import { PlainCells } from './plain-cells.ts';

const decimal = fc
  .tuple(fc.boolean(), fc.stringMatching(/^(0|[1-9]\d{0,9})$/), fc.stringMatching(/^\d{0,5}$/))
  .map(([isNegative, whole, fraction]) =>
    [
      isNegative && !/^0*$/.test(whole + fraction) ? '-' : '',
      whole,
      fraction && '.',
      fraction,
    ].join(''),
  );

test.each(['.', ','] as const)('decimals with %s come back as they were written', (mark) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(decimal, fc.constant(''))), (texts) => {
      const written = texts.map((text) => text.replace('.', mark));
      const cells = new PlainCells({ decimal: mark });
      for (const text of written) expect(cells.add(text)).toBe(true);
      const column = cells.take({ hasTextNumbers: false, hasNumbers: false }, false);
      expect([...column.codes].map((code) => column.words[code])).toEqual(written);
      expect(new Set(column.words).size).toBe(column.words.length);
    }),
  );
});

test.each(['-0', '-0.0', '+1', '01', '00', '.5', '5.', '-', '.', '1.2.3', '1e5', ' 1', 'a', '1,5'])(
  '%j is no plain decimal',
  (text) => {
    expect(new PlainCells(PLAIN_NUMBERS).add(text)).toBe(false);
  },
);

test('nor is one of more than 15 digits', () => {
  expect(new PlainCells(PLAIN_NUMBERS).add('123456789.1234567')).toBe(false);
  expect(new PlainCells(PLAIN_NUMBERS).add('123456789.123456')).toBe(true);
});
