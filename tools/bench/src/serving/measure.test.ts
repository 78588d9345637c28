import { expect, test } from 'vitest';

import { measureByTurns, ownSubject } from './measure.ts';

test('subjects are timed by turns after a warm-up', async () => {
  const turns: string[] = [];
  const subject = (name: string, microseconds: number) => ({
    time(milliseconds: number) {
      turns.push(`${name} ${milliseconds}`);
      return Promise.resolve(microseconds);
    },
  });
  const subjects = [subject('a', 0.5), subject('b', 2)];
  const samples = await measureByTurns(subjects, { rounds: 2, roundMs: 10, warmUpMs: 50 });
  expect(turns).toEqual(['a 50', 'b 50', 'a 10', 'b 10', 'a 10', 'b 10']);
  expect(samples).toEqual([
    [0.5, 0.5],
    [2, 2],
  ]);
});

test('work of this process is timed in microseconds per unit, however long a unit takes', async () => {
  for (const unitMs of [0.0003, 0.5, 40]) {
    let clock = 0;
    const subject = ownSubject(
      (units) => (clock += units * unitMs),
      () => clock,
    );
    expect(await subject.time(10)).toBeCloseTo(unitMs * 1000, 6);
    const before = clock;
    expect(await subject.time(10)).toBeCloseTo(unitMs * 1000, 6);
    expect(clock - before).toBeLessThan(Math.max(15, 2 * unitMs));
  }
});
