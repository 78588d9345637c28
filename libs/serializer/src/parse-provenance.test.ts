import { describe, expect, it } from 'vitest';

import { PROVENANCE } from '../test/synthetic.ts';
import { InvalidModelError } from './errors.ts';
import { parseProvenance } from './parse-provenance.ts';

describe('a provenance', () => {
  it('is returned as it is', () => {
    expect(parseProvenance(PROVENANCE)).toEqual(PROVENANCE);
  });

  it.each([
    [null, 'Found null at provenance, expected the keys name,'],
    [{ ...PROVENANCE, date: 1 }, 'at provenance, expected the keys name,'],
    [{ ...PROVENANCE, name: '' }, 'Found "" at provenance.name, expected a text'],
    [{ ...PROVENANCE, name: undefined }, 'Found nothing at provenance.name, expected a text'],
    [{ ...PROVENANCE, seed: 0.5 }, 'Found 0.5 at provenance.seed, expected a whole number from 0'],
    [{ ...PROVENANCE, seed: 2 ** 32 }, 'Found 4294967296 at provenance.seed'],
    [{ ...PROVENANCE, metrics: [] }, 'at provenance.metrics, expected a JSON object'],
    [
      { ...PROVENANCE, data: { ...PROVENANCE.data, source: '/home/me/iris.csv' } },
      'Found "/home/me/iris.csv" at provenance.data.source, expected a file name',
    ],
    [
      { ...PROVENANCE, data: { ...PROVENANCE.data, sha256: 'A'.repeat(64) } },
      'expected 64 lower-case hexadecimal digits',
    ],
    [
      { ...PROVENANCE, split: { ...PROVENANCE.split, testSize: 1 } },
      'Found 1 at provenance.split.testSize, expected a number from 0 to below 1',
    ],
  ])('%# is refused with words', (value, words) => {
    expect(() => parseProvenance(value)).toThrow(InvalidModelError);
    expect(() => parseProvenance(value)).toThrow(words);
  });
});
