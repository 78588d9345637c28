import { expect, test } from 'vitest';

import { measureByTurns } from './measure.ts';
import { spread } from './spread.ts';

test('subjects are timed by turns, in microseconds a unit', () => {
  let clock = 0;
  const turns: string[] = [];
  const subject = (name: string, ms: number) => ({
    name,
    run(units: number) {
      clock += units * ms;
      turns.push(name);
    },
  });
  const samples = measureByTurns([subject('a', 0.5), subject('b', 2)], 3, 10, () => clock);
  expect(turns.slice(-6)).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(samples).toEqual([
    [500, 500, 500],
    [2000, 2000, 2000],
  ]);
});

test('a spread is the median and the quartiles', () => {
  expect(spread([5, 1, 3, 2, 4])).toEqual({ median: 3, lowerQuartile: 2, upperQuartile: 4 });
  expect(spread([1, 2]).median).toBe(1.5);
  expect(spread([7])).toEqual({ median: 7, lowerQuartile: 7, upperQuartile: 7 });
});
