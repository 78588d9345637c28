import fc from 'fast-check';
import { expect, test } from 'vitest';

import CASES from '../../cases/scoring-costs.json' with { type: 'json' };
import { scoringCosts } from './scoring-costs.ts';
import type { ScoringStage, ScoringWork } from './scoring-costs.ts';

/** Equal to six digits, however small. */
function expectClose(found: number | undefined, expected: number): void {
  expect(found! / expected).toBeCloseTo(1, 5);
}

test.each(CASES.cases)('$name', ({ work, stage, expected, dollars, ...per }) => {
  const found = scoringCosts(work, stage);
  for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
    expectClose(found[key], expected[key]);
  }
  for (const key of Object.keys(dollars) as (keyof typeof dollars)[]) {
    expectClose(found.dollars[key], dollars[key]);
  }
  expectClose(found.dollarsPerTb, per.dollarsPerTb);
  if (per.dollarsPerMillionRows === undefined) expect(found.dollarsPerMillionRows).toBeUndefined();
  else expectClose(found.dollarsPerMillionRows, per.dollarsPerMillionRows);
});

const count = fc.integer({ min: 1, max: 1e5 });
const anyWork: fc.Arbitrary<ScoringWork> = fc
  .record({
    files: count,
    more: fc.nat({ max: 1e5 }),
    bytes: fc.integer({ min: 1, max: 1e15 }),
    coreSeconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
    answerBytes: fc.integer({ min: 0, max: 1e15 }),
  })
  .map(({ more, ...work }) => ({ ...work, pieces: work.files + more }));
const anyStage: fc.Arbitrary<ScoringStage> = fc.record({
  memoryMb: fc.integer({ min: 128, max: 10_240 }),
  concurrency: fc.integer({ min: 1, max: 10_000 }),
  piecesPerCall: fc.integer({ min: 1, max: 100 }),
});

test('several times the work costs more, more at a time is never slower', () => {
  fc.assert(
    fc.property(
      anyWork,
      anyStage,
      fc.integer({ min: 2, max: 9 }),
      count,
      (work, stage, times, more) => {
        const { seconds, dollars } = scoringCosts(work, stage);
        const all = {
          files: work.files * times,
          pieces: work.pieces * times,
          bytes: work.bytes * times,
          coreSeconds: work.coreSeconds * times,
          answerBytes: work.answerBytes * times,
        };
        expect(scoringCosts(all, stage).dollars.total).toBeGreaterThan(dollars.total);
        const wider = { ...stage, concurrency: stage.concurrency + more };
        expect(scoringCosts(work, wider).seconds).toBeLessThanOrEqual(seconds * (1 + 1e-12));
      },
    ),
  );
});
