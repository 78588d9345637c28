import type { OptionKind } from './option-kinds.ts';

/** One option of a command. */
export interface OptionSpec<T> {
  readonly kind: OptionKind<T>;
  /** What it does: one or two sentences, without the bounds (the kind says them). */
  readonly description: string;
  /** The value where the option is not given. Absent: `undefined`, and `defaultText` says what that means. */
  readonly default?: T;
  /** The default in words, where its value is not words enough. */
  readonly defaultText?: string;
}

/**
 * A command's options by their name without the dashes: the one place that parsing and `--help` are
 * derived from.
 */
export type OptionTable = Readonly<Record<string, OptionSpec<unknown>>>;

/** What parsing gives: a value for each option, undefined only where it has no default. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly kind: OptionKind<infer T> }
    ? Table[Name] extends { readonly default: unknown }
      ? T
      : T | undefined
    : never;
};

/** The default as a person reads it, or undefined if there is nothing to say. */
export function defaultText(spec: OptionSpec<unknown>): string | undefined {
  if (spec.defaultText !== undefined) return spec.defaultText;
  if (spec.default === undefined || spec.default === false) return undefined;
  return typeof spec.default === 'string' ? spec.default : JSON.stringify(spec.default);
}
