import { describe, expect, test } from 'vitest';

import { variantsOf } from '../peers/peer.ts';
import { calibrationLine, threeDigits } from '../report.ts';
import { compare, scoredLines } from './report-accuracy.ts';
import { ratioLines, ratioToBaseline, timedLines } from './report-timing.ts';
import type { Measured, Outcome, Run, TimedTable, Timing } from './results.ts';

const run = (fitSeconds: number): Run => ({
  seed: 1,
  fitSeconds,
  predictSeconds: 0.1,
  score: { accuracy: 0.9, logLoss: 0.25 },
});

const fitted = (peer: string, threads: number, ...seconds: number[]): Measured<Timing> => ({
  peer,
  threads,
  status: 'measured',
  measurement: {
    versions: { [peer]: '1.0' },
    first: run(9),
    runs: seconds.map(run),
    firstRunPeakBytes: 123_000_000,
    processSeconds: 4,
  },
});

const OUTCOMES: readonly Outcome<Timing>[] = [
  fitted('histogram', 1, 1, 0.5, 0.6),
  fitted('scikit-learn', 1, 4, 3, 2),
  fitted('scikit-learn', 2, 2),
  { status: 'failed', peer: 'xgboost', threads: 2, reason: 'Found xgboost failing: it ended.' },
];

const SETTING = {
  table: 'digits',
  task: 'classification',
  trainRows: 1_437,
  testRows: 360,
  features: 64,
  classes: 10,
  learner: 'forest',
  trees: 100,
  featuresPerSplit: 8,
  maxFeatures: 'sqrt',
} as const;

const FREE = { alone: 0.2, together: 0.21 };
const RESULT: TimedTable = {
  setting: SETTING,
  calibration: { before: FREE, after: FREE },
  outcomes: OUTCOMES,
};

describe('ratios', () => {
  test('are of medians, at the same number of threads', () => {
    const ours = fitted('histogram', 1, 1, 0.5, 0.6);
    expect(ratioToBaseline(ours, OUTCOMES, 'scikit-learn')).toBeCloseTo(0.2, 12);
    expect(ratioToBaseline({ ...ours, threads: 2 }, OUTCOMES, 'scikit-learn')).toBeCloseTo(0.3, 12);
    expect(ratioToBaseline({ ...ours, threads: 8 }, OUTCOMES, 'scikit-learn')).toBeUndefined();
  });

  test('are in one table, with a dash for a missing one', () => {
    expect(ratioLines([RESULT]).slice(1)).toEqual([
      'table   scikit-learn 1 (s)  scikit-learn 2 (s)  histogram 1  xgboost 2',
      'digits                3.00                2.00        0.200          -',
    ]);
  });
});

describe("a table's report", () => {
  const lines = timedLines(RESULT);

  test('shows the settings', () => {
    expect(lines[0]).toBe(
      'digits: 1,437 training rows x 64 features, 360 test rows, 10 classes; 100 trees, 8 features a split (sqrt), unlimited depth',
    );
  });

  test('shows the median with its spread, the ratio, memory and scores', () => {
    expect(lines[3]?.split(/ +/)).toEqual(
      'histogram 1 0.600 0.500 1.00 3 0.200 9.00 4.00 123 0.9000 0.2500'.split(' '),
    );
  });

  test('shows which peers failed and why', () => {
    expect(lines.at(-1)).toBe('FAILED: xgboost at 2 threads: Found xgboost failing: it ended.');
  });

  test('shows which peers had a depth cap', () => {
    const fit = fitted('xgboost', 1, 1);
    const capped = { ...fit, measurement: { ...fit.measurement, depthCap: 12 } };
    expect(timedLines({ ...RESULT, outcomes: [capped] }).at(-1)).toContain('depth at most 12');
  });
});

describe('calibration', () => {
  test('a free machine is not reported as busy', () => {
    expect(calibrationLine({ before: FREE, after: FREE })).toBe(
      'calibration, a busy loop: before 0.200 s alone, 0.210 s (1.05 x) two at once; after 0.200 s alone, 0.210 s (1.05 x) two at once.',
    );
  });

  test('two loops that disturb each other, or a slower later one, are reported', () => {
    expect(calibrationLine({ before: FREE, after: { alone: 0.2, together: 0.4 } })).toContain(
      'BUSY',
    );
    expect(calibrationLine({ before: FREE, after: { alone: 0.3, together: 0.3 } })).toContain(
      'BUSY',
    );
  });
});

describe('scores over seeds', () => {
  const theirs = [0.9, 0.92, 0.94];

  test('a mean within one standard error of theirs counts as equal', () => {
    expect(compare('accuracy', [0.91, 0.92, 0.94], theirs).verdict).toBe('within');
  });

  test('beyond it, what is better depends on the metric', () => {
    const higher = theirs.map((score) => score + 0.05);
    expect(compare('accuracy', higher, theirs)).toMatchObject({ verdict: 'better' });
    expect(compare('logLoss', higher, theirs)).toMatchObject({ verdict: 'worse' });
    expect(compare('logLoss', higher, theirs).difference).toBeCloseTo(0.05, 12);
    expect(compare('logLoss', higher, theirs).differenceError).toBeCloseTo(0, 12);
  });

  test('are listed for each peer and metric', () => {
    const runs = theirs.map((accuracy) => ({
      ...run(1),
      score: { accuracy, logLoss: 1 - accuracy },
    }));
    const lines = scoredLines({
      setting: SETTING,
      outcomes: [
        { status: 'measured', peer: 'histogram', threads: 2, measurement: runs },
        { status: 'measured', peer: 'scikit-learn', threads: 2, measurement: runs },
        { status: 'not run', peer: 'ml-random-forest', threads: 1, reason: 'too slow' },
      ],
    });
    expect(lines[2]?.split(/ +/)).toEqual(
      'histogram accuracy 0.9200 0.0115 0.0000 0.0000 within'.split(' '),
    );
    expect(lines).toHaveLength(2 + 4 + 1);
    expect(lines.at(-1)).toBe('NOT RUN: ml-random-forest at 1 thread: too slow');
  });
});

test('numbers keep three digits whatever their size', () => {
  expect([0.00152, 0.0999, 1.306, 29.94, 128.4, 0].map(threeDigits)).toEqual([
    '0.00152',
    '0.0999',
    '1.31',
    '29.9',
    '128',
    '0',
  ]);
});

test('a peer of one thread is measured once, and not at all if only more threads are requested', () => {
  const one = { name: 'one', command: '', args: [], isParallel: false };
  const many = { ...one, name: 'many', isParallel: true };
  const names = (counts: readonly number[]) =>
    variantsOf([one, many], counts).map(({ peer, threads }) => `${peer.name} ${threads}`);
  expect(names([1, 2])).toEqual(['one 1', 'many 1', 'many 2']);
  expect(names([2])).toEqual(['many 2']);
});
