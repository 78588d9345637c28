import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { binTable } from '../binning/bin-table.ts';
import { mergeCodes } from './feature-bins.ts';

const numbers = fc.array(fc.option(fc.integer({ min: 0, max: 60 }), { nil: NaN, freq: 6 }), {
  minLength: 1,
  maxLength: 200,
});

test('bins are ascending ranges of codes, at most as many as allowed, and missing is a bin of its own', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 2, max: 40 }), (values, maxBins) => {
      const table = binTable([{ kind: 'numeric', values: Float64Array.from(values) }]);
      const { codeCount } = table.features[0]!;
      const { binOf, lastCode } = mergeCodes(table, 0, maxBins);
      expect(lastCode.length).toBeLessThanOrEqual(maxBins);
      expect(binOf[codeCount]).toBe(lastCode.length);
      for (let code = 0; code < codeCount; code++) {
        const bin = binOf[code]!;
        expect(code).toBeLessThanOrEqual(lastCode[bin]!);
        if (bin > 0) expect(code).toBeGreaterThan(lastCode[bin - 1]!);
      }
    }),
  );
});

test('bins have about equally many rows, however often a value is repeated', () => {
  const values = Float64Array.from({ length: 1000 }, (_, row) => (row < 500 ? 0 : row));
  const { lastCode } = mergeCodes(binTable([{ kind: 'numeric', values }]), 0, 6);
  expect([...lastCode]).toEqual([0, 100, 200, 300, 400, 500]);
});
