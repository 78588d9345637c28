/** The row goes on behind the bytes that are there. */
export const INCOMPLETE = -1;

/** Turns a text's bytes into rows, which go to a sink. */
export interface RowScanner {
  /**
   * @param bytes of UTF-8 without a byte order mark, up to the end of a character; not kept
   * @throws whatever the sink does
   */
  push(bytes: Uint8Array): void;
  /**
   * Pushes bytes up to the line break that ends the row that is not over yet, or else the next one.
   *
   * @returns how many bytes that were; INCOMPLETE: all, and the row goes on
   * @throws as `push`
   */
  pushRow(bytes: Uint8Array): number;
  /** The line on which the next row starts, or the one that is not over yet; from 1. */
  readonly line: number;
  /** The bytes are over: the last row goes to the sink. */
  end(): void;
}
