import { anyText } from '@lambda-forest/text/any-text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  choice,
  closedFraction,
  flag,
  integer,
  openFraction,
  parseOptions,
  path,
  text,
  UsageError,
} from './index.ts';

const TABLE = {
  folds: { kind: integer(2, 100), description: 'Folds.', default: 5 },
  share: { kind: openFraction, description: 'Share.', default: 0.2 },
  bar: { kind: closedFraction, description: 'Bar.', defaultText: 'none' },
  engine: { kind: choice('fast', 'slow'), description: 'Engine.', default: 'fast' },
  data: { kind: path('FILE'), description: 'File.' },
  name: { kind: text('NAME', /^[a-z]+$/, 'small letters'), description: 'Name.' },
  files: { kind: { ...path('FILE'), placeholder: 'FILE,...' }, description: 'Files.' },
  json: { kind: flag, description: 'JSON.' },
} as const;

const parse = (...args: string[]) => parseOptions(TABLE, args);
const problem = (...args: string[]): string => {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('expected a UsageError');
};

describe('what is understood', () => {
  test('nothing given leaves the defaults', () => {
    expect(parse()).toEqual({ folds: 5, share: 0.2, engine: 'fast' });
  });

  test('a value may follow after an equals sign or a blank', () => {
    expect(parse('--folds=3', '--data', 'a b.csv')).toMatchObject({ folds: 3, data: 'a b.csv' });
  });

  test('a flag stands alone or takes true or false', () => {
    expect(parse('--json').json).toBe(true);
    expect(parse('--json=true').json).toBe(true);
    expect(parse('--json=false').json).toBe(false);
  });

  test('bounds are inclusive for integers and closed fractions, exclusive for open ones', () => {
    expect(parse('--folds=2').folds).toBe(2);
    expect(parse('--folds=100').folds).toBe(100);
    expect(parse('--bar=0', '--share=0.999')).toMatchObject({ bar: 0, share: 0.999 });
    expect(problem('--share=0')).toContain('above 0 and below 1');
    expect(problem('--share=1')).toContain('above 0 and below 1');
    expect(problem('--bar=1.01')).toContain('from 0 to 1');
  });

  test('every integer within the bounds is parsed and every one outside refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (value) => {
        const isInside = value >= 2 && value <= 100;
        if (isInside) expect(parse(`--folds=${value}`).folds).toBe(value);
        else expect(() => parse(`--folds=${value}`)).toThrow(UsageError);
      }),
    );
  });
});

describe('bare words', () => {
  const words = (...args: string[]) => parseOptions(TABLE, args, ['name', 'engine']);

  test('are values of the options that they stand for, in order', () => {
    expect(words('abc', '--folds=3', 'slow')).toMatchObject({
      name: 'abc',
      folds: 3,
      engine: 'slow',
    });
    expect(words('abc')).toMatchObject({ name: 'abc', engine: 'fast' });
    expect(words('--engine=slow', '--name=abc')).toMatchObject({ name: 'abc', engine: 'slow' });
  });

  test('are held to the bounds of those options, and there are no more of them', () => {
    expect(() => words('ABC')).toThrow('Found --name="ABC", expected small letters.');
    expect(() => words('abc', 'slow', 'x')).toThrow('Found the word "x", expected no more than 2.');
    expect(() => words('abc', '--name=abc')).toThrow('more than once');
  });
});

describe('what is refused, in one line with a remedy', () => {
  test('an unknown option, with the one that was meant', () => {
    expect(problem('--fold=3')).toBe(
      'Found the unknown option "--fold", expected one that --help lists. Did you mean --folds?',
    );
    expect(problem('--zzzzzzzzz=3')).toContain('Correct it or leave it out.');
  });

  test('a value out of bounds, with the default', () => {
    expect(problem('--folds=1')).toBe(
      'Found --folds="1", expected a whole number from 2 to 100. Leave it out for the default, 5.',
    );
  });

  test('a misspelled word, with the one that was meant', () => {
    expect(problem('--engine=slov')).toBe(
      'Found --engine="slov", expected one of fast, slow. Did you mean --engine=slow? Leave it out for the default, fast.',
    );
    expect(problem('--engine=zzzzzz')).not.toContain('Did you mean');
  });

  test('spellings that are no decimal numbers', () => {
    for (const spelling of ['0x10', '', ' 3', '1e', 'NaN', 'Infinity', '3,5', '2.5']) {
      expect(problem(`--folds=${spelling}`)).toContain('expected a whole number');
    }
  });

  test('an option without its value, a repeated one, and a stray word', () => {
    expect(problem('--folds')).toContain('without a value');
    expect(problem('--folds=2', '--folds=3')).toContain('more than once, expected it once. Keep');
    expect(problem('--files=a', '--files=b')).toContain('with commas: --files=a,b.');
    expect(problem('train')).toContain('the word "train"');
    expect(problem('--data=my', 'file.csv')).toContain("mean --data='my file.csv'?");
    expect(problem('--folds=3', 'file.csv')).toContain('Write options as --name=value');
    expect(problem('--json=maybe')).toContain('true or false');
    expect(problem('--engine=faster')).toContain('one of fast, slow');
  });

  test("names of an object's own methods are unknown options like any other", () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(problem(`--${name}=1`)).toContain('unknown option');
    }
  });

  test('characters that cannot be seen are shown by their number', () => {
    expect(problem('\u007f')).toContain('the word "\\u{7f}"');
  });

  test('whatever is typed, the answer is values or a UsageError of one line', () => {
    fc.assert(
      fc.property(fc.array(anyText({ maxLength: 100 })), (args) => {
        try {
          parse(...args);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          expect((error as UsageError).message).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
