import { expect, test } from 'vitest';

import { bindingLimit, loadsOf, piecesOf, scoringSeconds } from './aws-limits.ts';
import type { Workload } from './aws-limits.ts';

/** Pieces of 128 MiB, four a call, at the speed of one core. */
const usual = (rows: number, children: number): Workload => ({
  rows,
  rowBytes: 50,
  answerBytes: 40,
  pieceBytes: 134_217_728,
  piecesPerCall: 4,
  children,
  bytesPerSecond: 20_000_000,
});

test.each([
  [1e8, 100],
  [1e10, 1_000],
  [1e12, 10_000],
])('%d rows and %d children stay within every limit that cannot be raised', (rows, children) => {
  for (const { name, used, most, isHard } of loadsOf(usual(rows, children))) {
    if (isHard) expect([name, used <= most]).toEqual([name, true]);
  }
});

test('which limit binds', () => {
  expect([1e8, 1e10, 1e12].map((rows) => piecesOf(usual(rows, 1)))).toEqual([38, 3_726, 372_530]);
  const fastest = bindingLimit(usual(1e10, 1_000));
  expect([fastest.name, fastest.used]).toEqual(['functions at a time', 932]);
  expect(bindingLimit(usual(1e12, 100)).name).toBe('seconds of the check');
  expect(bindingLimit(usual(1e12, 10_000)).name).toBe('functions at a time');
  expect(bindingLimit({ ...usual(1e10, 900), bytesPerSecond: 40_000_000 }).name).toBe(
    'writes a second',
  );
  expect(bindingLimit({ ...usual(1e12, 10_000), pieceBytes: 2 ** 20 }).name).toBe(
    'seconds of the check',
  );
  expect(bindingLimit({ ...usual(1e9, 10), pieceBytes: 2 ** 34 }).name).toBe('seconds of a call');
  expect(bindingLimit({ ...usual(1e9, 10), piecesPerCall: 1_100 }).name).toBe('seconds of a call');
});

test('functions start one after the other, and those that are free take the next call', () => {
  const minutes = (work: Workload) => Math.round(scoringSeconds(work) / 6) / 10;
  expect(minutes(usual(1e8, 10_000))).toBe(0.4);
  expect(minutes(usual(1e10, 10_000))).toBe(0.6);
  const large = { ...usual(1e12, 10_000), pieceBytes: 166_700_000 };
  expect(minutes(large)).toBe(5.3);
  expect(minutes({ ...large, children: 100 })).toBe(416.8); // 750 calls of 33 s by each
  // Those that are free again come before those that have not started.
  expect(scoringSeconds({ ...usual(1e8, 10_000), bytesPerSecond: 2 ** 39 })).toBeCloseTo(0.01, 3);
});
