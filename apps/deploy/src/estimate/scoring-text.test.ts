import { expect, test } from 'vitest';

import { scoringCosts } from './scoring-costs.ts';
import { costLine, perSizeLine, scoringAssumptions } from './scoring-text.ts';

const STAGE = { memoryMb: 1_769, concurrency: 100, piecesPerCall: 4 };
const WORK = {
  files: 1,
  pieces: 800,
  bytes: 1e11,
  rows: 2e9,
  coreSeconds: 5_000,
  answerBytes: 4e10,
};

test('an estimate says what it costs, for what size, and what it assumes', () => {
  const costs = scoringCosts(WORK, STAGE);
  expect(costLine(costs.dollars)).toMatch(
    /^About \$[\d.]+: Lambda \$[\d.]+, Step Functions \$[\d.]+, S3 \$[\d.]+$/,
  );
  expect(perSizeLine(costs)).toMatch(/^That is \$[\d.]+ per million rows, \$[\d.]+ per TB$/);
  expect(perSizeLine(scoringCosts({ ...WORK, rows: undefined }, STAGE))).not.toContain('rows');
  const [core, calls] = scoringAssumptions(costs, STAGE, 'eu-west-1');
  expect(core).toContain('1,769 MB of memory give 100 % of one');
  expect(calls).toContain('200 calls of up to 4 pieces, 100 at a time');
});
