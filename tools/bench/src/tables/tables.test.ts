import { createHash } from 'node:crypto';

import type { Dataset } from '@lambda-forest/data';
import { describe, expect, test } from 'vitest';

import type { Arrays } from '../peers/dataset-of.ts';
import { clusters } from './clusters.ts';
import { diamondsLike } from './diamonds-like.ts';
import { letterLike } from './letter-like.ts';
import { Random } from './random.ts';
import { satelliteLike } from './satellite-like.ts';
import { shuttleLike } from './shuttle-like.ts';
import { MILLION, TABLES } from './tables.ts';

const load = (name: string): Promise<Dataset<Float64Array>> =>
  TABLES.find((table) => table.name === name)!.load();

function hash({ columns, target }: Pick<Arrays, 'columns' | 'target'>): string {
  const sha = createHash('sha256');
  for (const array of [...columns, target]) sha.update(array);
  return sha.digest('hex').slice(0, 16);
}

const small = {
  rows: 500,
  informative: 5,
  redundant: 2,
  noise: 3,
  classCount: 3,
  clustersPerClass: 2,
  separation: 2,
  flipped: 0,
  seed: 7,
} as const;

describe('tables are the same on every machine', () => {
  // Results of different days and machines can only be compared while these hashes hold.
  test.each([
    ['iris', [150, 4, 3], '577987c78bf72263'],
    ['wine', [178, 13, 3], '762adb934095ea5d'],
    ['breast-cancer', [569, 30, 2], '0d69db77ec12e608'],
    ['diabetes', [442, 10, 0], '6b8599357673c479'],
    ['digits', [1797, 64, 10], '1c0d1d6805e91861'],
    ['satellite-like', [6435, 36, 6], 'a33d20935687728f'],
    ['letter-like', [20_000, 16, 26], 'f7a3c6e5d9caf4e5'],
    ['shuttle-like', [58_000, 9, 7], '292388f6f4567ffb'],
    ['diamonds-like', [53_940, 9, 0], '284c7a0148f0fbd8'],
    ['synthetic', [100_000, 20, 2], '5c4361cbecd55a76'],
  ])('%s', async (name, [rows, features, classes], pinned) => {
    const dataset = await load(name);
    expect(dataset.rowCount).toBe(rows);
    expect(dataset.columns).toHaveLength(features!);
    expect(dataset.task === 'classification' ? dataset.schema.target.classes.length : 0).toBe(
      classes,
    );
    expect(hash(dataset)).toBe(pinned);
  });

  test('million, by the first thousand of its rows', () => {
    expect(hash(clusters({ ...MILLION, rows: 1_000 }))).toBe('85b15369c9f73702');
  });
});

describe('generators', () => {
  test.each([
    ['clusters', (seed: number) => clusters({ ...small, seed })],
    ['letter-like', letterLike],
    ['satellite-like', satelliteLike],
    ['shuttle-like', shuttleLike],
    ['diamonds-like', diamondsLike],
  ])('%s: another seed is another table, the same seed the same', (_, make) => {
    expect(hash(make(1))).toBe(hash(make(1)));
    expect(hash(make(1))).not.toBe(hash(make(2)));
  });

  test('clusters: every class occurs, flipped or not', () => {
    const clean = clusters(small);
    const flipped = clusters({ ...small, flipped: 0.5 });
    expect(new Set(clean.target)).toEqual(new Set([0, 1, 2]));
    expect(new Set(flipped.target)).toEqual(new Set([0, 1, 2]));
    expect(clean.columns).toHaveLength(10);
  });

  test('random numbers keep their bounds, and bells their mean and deviation', () => {
    const random = new Random(3);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < 10_000; i++) {
      const uniform = random.uniform();
      expect(uniform >= 0 && uniform < 1).toBe(true);
      const bell = random.bell();
      sum += bell;
      squares += bell * bell;
    }
    expect(Math.abs(sum / 10_000)).toBeLessThan(0.05);
    expect(Math.abs(squares / 10_000 - 1)).toBeLessThan(0.05);
    expect(random.permutation(9).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('the generator is sfc32 as its author wrote it', () => {
    // Another implementation, in 64-bit integers cut to 32 bits.
    const mask = 0xffffffffn;
    let [a, b, c, counter] = [0n, 0n, 5n, 1n];
    const next = () => {
      const value = (a + b + counter) & mask;
      counter = (counter + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = (((c << 21n) | (c >> 11n)) + value) & mask;
      return Number(value);
    };
    for (let i = 0; i < 12; i++) next();
    const random = new Random(5);
    for (let i = 0; i < 1_000; i++) expect(random.bits() >>> 0).toBe(next());
  });
});
