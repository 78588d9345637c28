/** What a program needs of the process that it runs in: Node's `process`, or what a test puts in its place. */
export interface Host {
  /** The program's words begin at index 2. */
  readonly argv: readonly string[];
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** A clock of any origin. */
  readonly hrtime: { bigint: () => bigint };
  /** Listens to a signal. */
  on(signal: string, listener: () => void): unknown;
  exit(code: number): void;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string, written?: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
