import { describe, expect, test } from 'vitest';

import { ENGINES } from '../peers/catalogue.ts';
import { writeSplit } from '../peers/exchange.ts';
import type { Peer } from '../peers/peer.ts';
import { withFolder } from '../scratch-folder.ts';
import { TABLES } from '../tables/tables.ts';
import { contest } from './contest.ts';
import { taskOf } from './setting.ts';

const LIMIT = 30;
const IRIS_TEST_ROWS = 30;

/** A peer that answers with `count` numbers, each `number`, as a program of a few lines. */
function fake(program: string): Peer {
  const source = `
    const { writeFileSync } = require('node:fs');
    const say = (fields) => console.log(JSON.stringify(fields));
    say({ versions: { fake: '1' } });
    require('node:readline').createInterface(process.stdin).on('line', (line) => {
      const request = JSON.parse(line);
      ${program}
      if (request.command === 'predict') write(request.output, 90, 1 / 3);
      say({ seconds: 0.5 });
    });
    function write(file, count, number) { writeFileSync(file, new Float64Array(count).fill(number)); }
  `;
  return { name: 'fake', command: process.execPath, args: ['-e', source], isParallel: false };
}

async function runOnIris(peer: Peer, limit = LIMIT) {
  const table = TABLES[0]!;
  const task = taskOf({ ...table, trees: 10 }, await table.load(), 1, {
    learner: 'forest',
    'max-features': 'sqrt',
  });
  const { dataset, split, setting } = task;
  return withFolder(async (folder) => {
    await writeSplit(folder, dataset, split);
    const [outcome] = await contest([{ peer, threads: 1 }], setting.trainRows, limit, (all) =>
      Promise.all(
        all.map((contestant) =>
          contestant.try(async (process) => {
            await process.load(folder);
            return contestant.run(process, { ...task, folder }, 1);
          }),
        ),
      ),
    );
    const run = outcome?.status === 'measured' ? outcome.measurement : undefined;
    const dropped = outcome?.status === 'measured' ? undefined : outcome;
    return { run, dropped, setting };
  });
}

describe('a peer that answers', () => {
  test('is timed inside its process and scored by our metrics', async () => {
    const { run, dropped, setting } = await runOnIris(fake(''));
    expect(dropped).toBeUndefined();
    expect(setting).toMatchObject({ testRows: IRIS_TEST_ROWS, featuresPerSplit: 2, classes: 3 });
    expect(run).toMatchObject({ fitSeconds: 0.5, score: { accuracy: 1 / 3 } });
    expect(run?.score.logLoss).toBeCloseTo(Math.log(3), 12);
  });

  test('may be one of our engines', async () => {
    const { run, dropped } = await runOnIris(ENGINES[0]!);
    expect(dropped).toBeUndefined();
    expect(run?.fitSeconds).toBeGreaterThan(0);
    expect(run?.score.accuracy).toBeGreaterThan(0.8);
  });
});

describe('a peer that fails is out, with the reason', () => {
  test.each([
    ['an error', `if (request.command === 'fit') return say({ error: 'no luck' });`, /no luck/],
    [
      'its end',
      `if (request.command === 'fit') { console.error('bye'); process.exit(3); }`,
      /code 3.*bye/,
    ],
    [
      'too few numbers',
      `if (request.command === 'predict') { write(request.output, 80, 1 / 3); return say({ seconds: 0 }); }`,
      /Found 80 scores/,
    ],
    [
      'numbers that are NaN',
      `if (request.command === 'predict') { write(request.output, 90, NaN); return say({ seconds: 0 }); }`,
      /NaN/,
    ],
    [
      'rows that are not distributions',
      `if (request.command === 'predict') { write(request.output, 90, 1); return say({ seconds: 0 }); }`,
      /sum to 3/,
    ],
    [
      'no file at all',
      `if (request.command === 'predict') return say({ seconds: 0 });`,
      /no predictions/,
    ],
    [
      'an invalid time',
      `if (request.command === 'fit') return say({ seconds: 'soon' });`,
      /expected seconds/,
    ],
    ['a stray line', `console.log('Training...');`, /Training/],
  ])('%s', async (_, program, reason) => {
    const { run, dropped } = await runOnIris(fake(program));
    expect(run).toBeUndefined();
    expect(dropped?.status).toBe('failed');
    expect(dropped?.reason).toMatch(reason);
  });

  test('silence beyond the limit', async () => {
    const { dropped } = await runOnIris(fake(`if (request.command === 'fit') return;`), 1);
    expect(dropped).toMatchObject({ status: 'failed', reason: expect.stringMatching(/1 s/) });
  });

  test('a missing program', async () => {
    const peer = { name: 'ghost', command: 'no-such-program', args: [], isParallel: false };
    const { dropped } = await runOnIris(peer);
    expect(dropped).toMatchObject({ reason: expect.stringMatching(/could not be started/) });
  });

  test('a table with too many rows for the peer is not run, and nothing is started', async () => {
    const peer = { ...fake(''), command: 'no-such-program', refuses: () => 'too many' };
    const { dropped } = await runOnIris(peer);
    expect(dropped).toMatchObject({ status: 'not run', reason: 'too many' });
  });
});
