/** One input from the field and what must become of it: a row of a list in `cases/`. */
export interface FieldCase {
  /** What the case is called, such as `A1`; several rows may share it. */
  readonly id: string;
  /** The folder below the folder of cases in which the script runs. */
  readonly folder: string;
  /**
   * A script of bash, in which `lambda-forest` is this checkout's program. `$OUT` is an empty folder; `$Q` are options
   * for a quick training into `$OUT/model`. It ends at the first command that fails.
   */
  readonly script: string;
  /** The exit code. Default 0. */
  readonly exit?: number;
  /** What stdout and stderr together must match, all of it. */
  readonly says?: readonly RegExp[];
  /** What they must not match. */
  readonly never?: readonly RegExp[];
}

/** What a script did. */
export interface Outcome {
  readonly exit: number;
  /** stdout and stderr, as they came. */
  readonly output: string;
}

/** A stack trace: no mistake of a user's ends in one. */
const TRACE = /^ {4}at .+:\d+:\d+\)?$/m;

/** What is not as the case says, in words; empty if all is. */
export function judge({ exit = 0, says = [], never = [] }: FieldCase, outcome: Outcome): string[] {
  const { output } = outcome;
  return [
    ...(outcome.exit === exit ? [] : [`exit code ${outcome.exit}, expected ${exit}`]),
    ...(TRACE.test(output) ? ['a stack trace'] : []),
    ...says.filter((pattern) => !pattern.test(output)).map((pattern) => `nothing like ${pattern}`),
    ...never
      .filter((pattern) => pattern.test(output))
      .map((pattern) => `something like ${pattern}`),
  ];
}
