/** Turns a text's bytes into rows, which go to a sink. */
export interface RowScanner {
  /**
   * @param bytes of UTF-8 without a byte order mark, up to the end of a character; not kept
   * @throws whatever the sink does
   */
  push(bytes: Uint8Array): void;
  /** Bytes of a row that is not over yet. */
  readonly pending: number;
  /** The line on which the next row starts, or the one that is not over yet; from 1. */
  readonly line: number;
  /** The bytes are over: the last row goes to the sink. */
  end(): void;
}
