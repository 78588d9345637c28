import type { Lack } from '../errors.ts';

/** How a call of a function is over that could not say anything itself, because Lambda ended it. */
export interface CallEnd {
  readonly lack: Lack;
  /** In words. */
  readonly what: string;
}

/**
 * By what Lambda reports: the name of the error and its message. Which of the two shows it differs from one version of
 * Lambda to the next: a process that was killed is an `ExitError` or an `OutOfMemory`, with one message. Node ends itself
 * (`aborted`) if its own limit is reached first.
 */
const ENDS: readonly (CallEnd & { readonly error: RegExp; readonly message: RegExp })[] = [
  {
    lack: 'memory',
    what: 'the function most probably ran out of memory',
    error: /OutOfMemory/,
    message: /signal: (?:killed|aborted)|exit status 13[47]|memory used/i,
  },
  {
    lack: 'time',
    what: 'the function ran out of time',
    error: /^Sandbox\.Timedout$/,
    message: /^(?:\S+ )*Task timed out after/,
  },
];

/** @returns undefined for errors of the function's own */
export function callEndOf(error: string, message: string): CallEnd | undefined {
  return ENDS.find((end) => end.error.test(error) || end.message.test(message));
}
