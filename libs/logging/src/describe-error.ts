import { inspect } from 'node:util';

/** A chain of causes is followed this far; longer ones, and circles, end there. */
const MAX_CAUSES = 8;

/** An error as a log line holds it. */
export interface ErrorDescription {
  /** The class of the error, or the type of a thrown value that is not an error. */
  readonly name: string;
  /** What programs compare: ours (`MODEL_NOT_FOUND`) or the system's (`ENOENT`). */
  readonly code?: string | undefined;
  readonly message: string;
  /** Only of unexpected errors: an expected one names its remedy and needs no stack. */
  readonly stack?: string | undefined;
  /** What led to it. */
  readonly cause?: ErrorDescription | undefined;
}

/**
 * Whether the product threw this error on purpose. Such errors are known by their shape, a `code` and a
 * `remedy`, so that this library depends on no other; everything else is a defect or the outside world.
 */
export function isExpected(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    'remedy' in thrown &&
    typeof thrown.remedy === 'string'
  );
}

/** Anything that can be thrown, as plain data: the error, its code and its causes, with stacks if unexpected. */
export function describeError(thrown: unknown): ErrorDescription {
  return describe(thrown, !isExpected(thrown), MAX_CAUSES);
}

function describe(thrown: unknown, withStack: boolean, causesLeft: number): ErrorDescription {
  if (!(thrown instanceof Error)) {
    return {
      name: typeof thrown,
      message: typeof thrown === 'string' ? thrown : inspect(thrown),
    };
  }
  const { name, message, stack, cause } = thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const isLast = cause === undefined || causesLeft === 0;
  return {
    name,
    code,
    message,
    stack: withStack ? stack : undefined,
    cause: isLast ? undefined : describe(cause, withStack, causesLeft - 1),
  };
}
