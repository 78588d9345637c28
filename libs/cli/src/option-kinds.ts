import { formatInteger } from '@lambda-forest/text';

/** The kind of an option's value, and how it is parsed. */
export interface OptionKind<T> {
  /** The placeholder in `--help`, such as `N` or `FILE`; empty for a flag. */
  readonly placeholder: string;
  /** Completes "expected ...": names the bounds. */
  readonly expects: string;
  /** The words that it takes, if there are few: a misspelled one is recognised. */
  readonly words?: readonly string[];
  /** The value, or undefined for an invalid text. */
  parse(text: string): T | undefined;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** True if it is present. Takes no value, or `true` or `false`. */
export const flag: OptionKind<boolean> = {
  placeholder: '',
  expects: 'no value, true or false',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

/** A whole number from `minimum` to `maximum`, both inclusive. */
export function integer(minimum: number, maximum: number): OptionKind<number> {
  return {
    placeholder: 'N',
    expects: `a whole number from ${formatInteger(minimum)} to ${formatInteger(maximum)}`,
    parse(text) {
      const value = Number(text);
      const isInside = Number.isInteger(value) && value >= minimum && value <= maximum;
      return DECIMAL.test(text) && isInside ? value : undefined;
    },
  };
}

/** The same, or the word `none`, which becomes null. */
export function orNone<T>(kind: OptionKind<T>): OptionKind<T | null> {
  return {
    ...kind,
    expects: `${kind.expects}, or none`,
    parse: (given) => (given === 'none' ? null : kind.parse(given)),
  };
}

/** A number above 0 and below 1. */
export const openFraction = number('a number above 0 and below 1', (x) => x > 0 && x < 1);

/** A number above 0, at most 1. */
export const upToOne = number('a number above 0, at most 1', (x) => x > 0 && x <= 1);

/** A number from 0 to 1, both inclusive. */
export const closedFraction = number('a number from 0 to 1', (x) => x >= 0 && x <= 1);

/** Any number. */
export const finiteNumber = number('a number', (x) => Number.isFinite(x));

/** A number of at least 0. */
export const atLeastZero = number('a number of at least 0', (x) => x >= 0 && x < Infinity);

/** One of a few words. */
export function choice<const Word extends string>(...words: readonly Word[]): OptionKind<Word> {
  return {
    placeholder: words.join('|'),
    expects: `${words.length > 1 ? 'one of ' : ''}${words.join(', ')}`,
    words,
    parse: (text) => words.find((word) => word === text),
  };
}

/** A path to a file or folder; whether it exists is for its reader to find out. */
export function path(placeholder: 'FILE' | 'DIR'): OptionKind<string> {
  return {
    placeholder,
    expects: placeholder === 'FILE' ? 'the path of a file' : 'the path of a folder',
    parse: (text) => (text === '' || text.includes('\0') ? undefined : text),
  };
}

/** A text that matches `pattern`, described by `expects`. */
export function text(placeholder: string, pattern: RegExp, expects: string): OptionKind<string> {
  return {
    placeholder,
    expects,
    parse: (value) => (pattern.test(value) ? value : undefined),
  };
}

function number(expects: string, isInside: (value: number) => boolean): OptionKind<number> {
  return {
    placeholder: 'X',
    expects,
    parse: (given) => (DECIMAL.test(given) && isInside(Number(given)) ? Number(given) : undefined),
  };
}
