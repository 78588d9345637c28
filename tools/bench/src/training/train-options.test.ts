import { parseOptions, UsageError } from '@lambda-forest/cli';
import { describe, expect, test } from 'vitest';

import { ENGINES } from '../peers/catalogue.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

const parse = (...args: string[]) => parseOptions(TRAIN_OPTIONS, args);

describe('options', () => {
  test('lists have the order of the table, whatever order was typed', () => {
    expect(parse('--tables=digits,iris').tables?.map(({ name }) => name)).toEqual([
      'iris',
      'digits',
    ]);
    expect(parse('--peers=none').peers).toEqual([]);
    expect(parse().engines).toEqual(ENGINES);
  });

  test('an unknown or repeated word is refused', () => {
    for (const wrong of [
      '--tables=irish',
      '--tables=',
      '--tables=iris,iris',
      '--peers=none,ranger',
    ]) {
      expect(() => parse(wrong), wrong).toThrow(UsageError);
    }
  });

  test('numbers of threads are sorted and deduplicated', () => {
    expect(parse('--threads=4,1,4').threads).toEqual([1, 4]);
    expect(parse('--threads=all').threads).toHaveLength(1);
    expect(() => parse('--threads=0')).toThrow(UsageError);
    expect(() => parse('--threads=1,many')).toThrow(UsageError);
  });
});
