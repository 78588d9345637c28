import fc from 'fast-check';
import { expect, test } from 'vitest';

import { jsonText, snakeCaseKeys } from './index.ts';

test('keys become snake_case at every depth, values stay', () => {
  const value = { modelSha256: 'aB', list: [{ isOk: null, left: undefined }], done: true, one: 1 };
  const converted = { model_sha256: 'aB', list: [{ is_ok: null }], done: true, one: 1 };
  expect(snakeCaseKeys(value)).toStrictEqual(converted);
});

test('converting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = snakeCaseKeys(value);
      expect(snakeCaseKeys(once)).toStrictEqual(once);
    }),
  );
});

test('a list of numbers stands on one line, everything else on its own', () => {
  expect(jsonText({ scores: [0.5, -1, 2e-7], names: ['a', 'b'] })).toBe(
    '{\n  "scores": [0.5, -1, 2e-7],\n  "names": [\n    "a",\n    "b"\n  ]\n}\n',
  );
});

test('and what is read again is what was written, texts that look like a list too', () => {
  const text = fc.string({ unit: fc.constantFrom('[', ' ', '1', ',', ']', '\n', '"') });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(text)), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
