/** Node's code of an error of the system, such as ENOENT; undefined for any other. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** As the system would throw it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
